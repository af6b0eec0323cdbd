"""A server in front of another that gives each response a latency.

    slow.py PORT BEHIND MILLISECONDS      listens on PORT, asks the server on port BEHIND

A thread for each connection, since their sleep ends to a tenth of a millisecond; an event loop's ends to a whole one.
"""
import socket
import sys
import threading
import time


def head(stream):
    """A request's or answer's head; empty when the connection ended."""
    lines = bytearray()
    while line := stream.readline():
        lines += line
        if line == b"\r\n": return bytes(lines)
    return b""


def length(head):
    """Bytes of the body."""
    lines = (line.split(b":") for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    return next(int(value) for _, value in lines)


def answer(connection, behind, seconds):
    """One connection: requests without a body, answers with a Content-Length, each that long after its request."""
    with connection, socket.create_connection(("127.0.0.1", behind)) as other:
        for each in (connection, other): each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asked, answered = connection.makefile("rb"), other.makefile("rb")
        while request := head(asked):
            due = time.monotonic() + seconds
            other.sendall(request)
            first = head(answered)
            whole = first + answered.read(length(first))
            time.sleep(max(0.0, due - time.monotonic()))
            connection.sendall(whole)


def serve(connection, behind, seconds):
    try:
        answer(connection, behind, seconds)
    except ConnectionError:
        pass


def main(port, behind, milliseconds):
    listener = socket.create_server(("127.0.0.1", port), backlog=256)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, behind, milliseconds / 1000), daemon=True).start()


main(*map(int, sys.argv[1:]))
