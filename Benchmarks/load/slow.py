"""A server in front of another that gives each response a latency.

    slow.py PORT BEHIND MILLISECONDS      listens on PORT, asks the server on port BEHIND
"""
import asyncio
import sys


async def answer(reader, writer, behind, seconds):
    """One connection: requests without a body, answers with a Content-Length, each that long after its request."""
    loop = asyncio.get_running_loop()
    from_behind, to_behind = await asyncio.open_connection("127.0.0.1", behind)
    try:
        while True:
            request = await reader.readuntil(b"\r\n\r\n")
            due = loop.time() + seconds
            to_behind.write(request)
            head = await from_behind.readuntil(b"\r\n\r\n")
            length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            body = await from_behind.readexactly(length)
            await asyncio.sleep(due - loop.time())
            writer.write(head + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()
        to_behind.close()


async def main(port, behind, milliseconds):
    serving = await asyncio.start_server(lambda reader, writer: answer(reader, writer, behind, milliseconds / 1000), "127.0.0.1", port)
    async with serving: await serving.serve_forever()


asyncio.run(main(*map(int, sys.argv[1:])))
