"""Stage 01: an echo server. A thread for each client; a slow one makes only its own thread wait."""

import argparse
import socketserver
import sys


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        try:
            while chunk := self.request.recv(65536):
                self.request.sendall(chunk)
        except ConnectionError:
            pass  # the client broke off


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 511


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=6380)
    port = parser.parse_args().port
    try:
        Server(("127.0.0.1", port), Echo).serve_forever()
    except OSError as error:
        sys.exit(f"cannot listen on port {port}: {error}")
