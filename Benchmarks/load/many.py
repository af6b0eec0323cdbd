"""A server that plays Merge for many linked accounts, each of one to three pages, and takes its time for each answer.

    many.py PORT ACCOUNTS CONTACTS MILLISECONDS      CONTACTS a page; account n has 1 + n % 3 pages, and the token tN

Below /log it tells what it was asked: the calls for each page of each account, and the most calls that were on their way at once.
"""
import asyncio
import collections
import email.utils
import json
import sys
import time
import urllib.parse

from people import Person

LISTED = 100  # linked accounts on a page of their list


def pages_of(number):
    return 1 + number % 3


class Merge:
    def __init__(self, accounts, contacts, milliseconds):
        self.accounts, self.contacts, self.seconds = accounts, contacts, milliseconds / 1000
        self.asked, self.now, self.most, self.calls = collections.Counter(), 0, 0, 0
        self.bodies = {}
        for number in range(1, accounts + 1):
            for page in range(pages_of(number)):
                first = 3 * contacts * (number - 1) + contacts * page
                self.bodies[number, page] = self.listing(
                    [Person(each).contact() for each in range(first, first + contacts)], page, pages_of(number)).encode()

    @staticmethod
    def listing(results, page, pages):
        text = ",".join(each if isinstance(each, str) else json.dumps(each) for each in results)
        following = f'"c{page + 1}"' if page + 1 < pages else "null"
        return f'{{"next":{following},"previous":null,"results":[{text}]}}'

    def linked_accounts(self, page):
        numbers = range(1 + LISTED * page, 1 + min(self.accounts, LISTED * (page + 1)))
        return self.listing(
            [{"id": f"8d1f6c54-0a5b-4f0e-9d57-{number:012d}", "status": "COMPLETE", "end_user_origin_id": f"bench-{number}",
              "end_user_organization_name": "Bench", "category": "accounting", "is_duplicate": False, "account_type": "PRODUCTION",
              "integration": {"name": "QuickBooks Online", "slug": "quickbooks-online"}} for number in numbers],
            page, -(-self.accounts // LISTED))

    def sync_status(self):
        return self.listing(
            [{"model_name": "Contact", "model_id": "accounting.Contact", "status": "DONE", "last_sync_result": "DONE",
              "last_sync_start": "2026-11-20T03:00:00Z", "last_sync_finished": "2026-11-20T03:05:00Z", "is_initial_sync": False}], 0, 1)

    def log(self):
        pages = [[number, page, self.asked[number, page]] for number, page in self.bodies]
        return json.dumps({"pages": pages, "calls": self.calls, "most": self.most})

    def clear(self):
        self.asked.clear()
        self.most = self.calls = 0
        return "{}"

    def body(self, path, query, token):
        page = int(query.get("cursor", "c0")[1:])
        what = path.rpartition("/")[2]
        if what == "linked-accounts": return self.linked_accounts(page)
        if what == "sync-status": return self.sync_status()
        if what == "contacts":
            number = int(token[1:])
            self.asked[number, page] += 1
            return self.bodies[number, page]
        return None

    async def answer(self, reader, writer):
        try:
            while True:
                lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                due = time.monotonic() + self.seconds
                address = urllib.parse.urlsplit(lines[0].split()[1])
                if address.path in ("/log", "/clear"):
                    body, due = self.log() if address.path == "/log" else self.clear(), 0
                else:
                    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
                    body = self.body(address.path, dict(urllib.parse.parse_qsl(address.query)), headers.get("x-account-token", "t0"))
                    self.calls += 1
                    self.now += 1
                    self.most = max(self.most, self.now)
                    await asyncio.sleep(due - time.monotonic())
                    self.now -= 1
                status = "200 OK" if body is not None else "404 Not Found"
                body = body if isinstance(body, bytes) else (body or "{}").encode()
                date = email.utils.formatdate(usegmt=True)
                head = f"HTTP/1.1 {status}\r\nDate: {date}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def main(port, accounts, contacts, milliseconds):
    merge = Merge(accounts, contacts, milliseconds)
    serving = await asyncio.start_server(merge.answer, "127.0.0.1", port)
    async with serving: await serving.serve_forever()


if __name__ == "__main__": asyncio.run(main(*map(int, sys.argv[1:])))
