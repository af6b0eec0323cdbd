-- One reviewer a thread: opens an item, then decides one after another, as the script of the page does.
local counter = 0
function setup(thread)
  counter = counter + 1
  thread:set("number", counter)
end

function init()
  local index = 0
  for line in io.lines(os.getenv("COOKIES")) do
    index = index + 1
    if index == number then cookie = line end
  end
  think = tonumber(os.getenv("THINK") or "0")
  math.randomseed(number)
  path, body = "/review/next", nil
end

-- People do not decide in step.
function delay() return math.random() * 2 * think end

function request()
  local headers = { ["Cookie"] = cookie }
  if body == nil then return wrk.format("GET", path, headers, nil) end
  headers["Content-Type"] = "application/x-www-form-urlencoded"
  headers["X-Partial"] = "1"
  return wrk.format("POST", path, headers, body)
end

local function encoded(text)
  return (text:gsub("[^%w%-%._~]", function(c) return string.format("%%%02X", string.byte(c)) end))
end

function response(status, headers, text)
  if status == 303 then
    path, body = headers["Location"], nil
    return
  end
  local form = text:match('name="form" value="([^"]*)"')
  local version = text:match('name="version" value="([^"]*)"')
  local action = text:match('action="([^"]*verdict[^"]*)" id="verdict"')
  local party = text:match('name="party" value="([^"]*)"')
  -- Somebody else was faster: on to the next, as a person would.
  local overtaken = text:find("Nothing was saved", 1, true) or text:find("Nothing changed", 1, true)
  if status ~= 200 or overtaken or not (form and version and action) then
    path, body = "/review/next", nil
    return
  end
  path = action:gsub("&amp;", "&")
  local verdict = party and "match" or "new_party"
  body = "form=" .. form .. "&version=" .. version .. "&verdict=" .. verdict .. "&party=" .. encoded(party or "")
end
