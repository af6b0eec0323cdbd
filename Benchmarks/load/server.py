"""nginx as a fast server of the pages, in a folder of its own.

    server.py DATA FOLDER PORT      writes the configuration and becomes nginx

/full, /night and /quiet are servers of their own: each plays Merge below /api/accounting/v1, and answers /contacts besides.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request

CONFIGURATION = """
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 256; }}
http {{
  log_format calls '$request_time $status $request_uri';
  access_log {folder}/access.log calls;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  default_type application/json;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  keepalive_timeout 300s;
  map $arg_cursor $page {{ default ""; "" c0000001; ~^c[0-9]+$ $arg_cursor; }}
  server {{
    listen 127.0.0.1:{port};
    root {data};
    location ~ ^/(?<variant>full|night|quiet)(/api/accounting/v1)?/contacts$ {{ try_files /$variant/$page.json =404; }}
    location ~ ^/(full|night|quiet)/api/accounting/v1/(?<what>linked-accounts|account-details|sync-status)$ {{
      try_files /$what.json =404;
    }}
  }}
}}
"""


def configure(data, folder, port):
    """Writes the configuration; the command that runs it in the foreground."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "nginx.conf"
    path.write_text(CONFIGURATION.format(data=data.resolve(), folder=folder.resolve(), port=port))
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not program: raise SystemExit("this needs nginx (apt-get install nginx-light)")
    return [program, "-p", str(folder), "-c", str(path.resolve()), "-e", f"{folder.resolve()}/error.log"]


def wait_for(address):
    for _ in range(100):
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing answers at {address}")


def start(data, folder, port):
    server = subprocess.Popen(configure(data, folder, port))
    wait_for(f"http://127.0.0.1:{port}/quiet/contacts")
    return server


if __name__ == "__main__":
    command = configure(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]))
    os.execv(command[0], command)
