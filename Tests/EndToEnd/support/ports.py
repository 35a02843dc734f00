"""Free ports of this machine for servers that cannot choose their own, or must come back on the same one."""

import random
import socket

# Below the range from which Linux takes ports for outgoing connections: nobody slips in between finding and using one.
CANDIDATES = range(20_000, 32_000)
_given: set[int] = set()


def free_port() -> int:
    while True:
        port = random.choice(CANDIDATES)
        if port in _given:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
