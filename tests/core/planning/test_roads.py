"""A road server's answers become a matrix, and its faults a sentence."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from samhold.core.planning import Place, ticks
from samhold.core.planning.roads import from_osrm, from_valhalla
from samhold.foundation.errors import BadInput

PLACES = [Place(id="otta", latitude=61.77, longitude=9.54), Place(id="vinstra", latitude=61.59, longitude=9.75)]


class Server(BaseHTTPRequestHandler):
    seconds = ((0, 1500.5), (1560, 0))
    asked = ()

    def do_GET(self):
        type(self).asked = (self.path,)
        self._answer({"code": "Ok", "durations": self.seconds})

    def do_POST(self):
        type(self).asked = (self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answer({"sources_to_targets": [[{"time": cell} for cell in row] for row in self.seconds]})

    def _answer(self, content):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    one = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{one.server_port}/"
    one.shutdown()
    one.server_close()


@pytest.mark.parametrize("ask", [from_osrm, from_valhalla])
def test_server_gives_times_between_all_places(server, ask):
    matrix = ask(server, PLACES)

    assert matrix.ticks("otta", "vinstra") == ticks(1500.5 / 60)
    assert matrix.ticks("vinstra", "otta") == ticks(26)


def test_osrm_is_asked_by_longitude_first(server):
    from_osrm(server, PLACES)

    assert Server.asked == ("/table/v1/driving/9.540000,61.770000;9.750000,61.590000?annotations=duration",)


@pytest.mark.parametrize("ask", [from_osrm, from_valhalla])
def test_places_without_a_way_are_named(server, ask, monkeypatch):
    monkeypatch.setattr(Server, "seconds", ((0, None), (1, 0)))

    with pytest.raises(BadInput, match="no way from otta to vinstra"):
        ask(server, PLACES)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "file:///etc"])
def test_server_that_does_not_answer_is_told(address):
    with pytest.raises(BadInput, match="road server"):
        from_osrm(address, PLACES)
