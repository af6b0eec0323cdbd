"""Stands in front of a server and speaks TLS to its clients, or sends them elsewhere.

    tls_front.py CERTIFICATE KEY forward PORT     hands all bytes on to that port of this machine
    tls_front.py CERTIFICATE KEY redirect URL     answers every request with 302

Prints its own port on a line; ends with the process that started it.
"""
import os
import socket
import ssl
import sys
import threading
import time


def relay(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(raw, context, mode, to):
    try:
        client = context.wrap_socket(raw, server_side=True)
        if mode == "redirect":
            while client.recv(65536):
                client.sendall(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        server = socket.create_connection(("127.0.0.1", int(to)))
        threading.Thread(target=relay, args=(server, client), daemon=True).start()
        relay(client, server)
    except OSError:
        raw.close()


def accept(listener, *rest):
    while True:
        raw, _ = listener.accept()
        threading.Thread(target=serve, args=(raw, *rest), daemon=True).start()


def main():
    parent = os.getppid()
    certificate, key, mode, to = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener, context, mode, to), daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    while os.getppid() == parent:
        time.sleep(0.5)


main()
