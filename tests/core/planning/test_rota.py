"""Rotas are read, and every rule is found by its name when it is broken."""

import pytest

from samhold.cli import main
from samhold.core.planning.formats.curtois import read_rota, read_rota_problem, write_rota
from samhold.core.planning.rota import Rota, RotaRule, verify_rota
from samhold.foundation.errors import BadInput
from tests.core.planning.building import DATA

INSTANCE = """# a comment
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=2,3840,1440,5,2,2,1
B,E=14|L=14,3840,480,5,2,2,1

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
A,1,E,2

SECTION_SHIFT_OFF_REQUESTS
B,3,E,5

SECTION_COVER
1,E,2,100,1
2,E,0,100,7
"""
GOOD = {"A": "-EEE----------", "B": "---LL---------"}


@pytest.fixture
def asked(tmp_path):
    (tmp_path / "instance.txt").write_text(INSTANCE)
    return tmp_path / "instance.txt"


def rota(**changes):
    rows = GOOD | changes
    return Rota(rows=tuple((name, tuple(None if one == "-" else one for one in row)) for name, row in rows.items()))


def test_sound_rota_has_its_penalty(asked):
    report = verify_rota(read_rota_problem(asked), rota())

    assert (report.violations, report.requests, report.cover, report.penalty) == ((), 0, 107, 107)


def test_requests_that_are_not_granted_cost_their_weight(asked):
    report = verify_rota(read_rota_problem(asked), rota(A="--EEE---------", B="---EE---------"))

    assert report.requests == 7


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"A": "EEE-----------"}, [RotaRule.DAY_OFF]),
        ({"A": "-EE-----------"}, [RotaRule.LEAST_MINUTES]),
        ({"A": "-LLL----------"}, [RotaRule.MOST_OF_A_KIND]),
        ({"B": "---LE---------"}, [RotaRule.FOLLOWER]),
        ({"B": "---L----------"}, [RotaRule.LEAST_IN_A_ROW]),
        ({"B": "EE-EE---------"}, [RotaRule.LEAST_OFF_IN_A_ROW]),
        ({"B": "EEEEEE--------"}, [RotaRule.MOST_IN_A_ROW]),
        ({"B": "-----EE----EEE"}, [RotaRule.MOST_WEEKENDS]),
        ({"B": "EEEEE--EEEE---"}, [RotaRule.MOST_MINUTES]),
        ({"B": "-------------L"}, []),
        ({"B": "-EE"}, [RotaRule.SHAPE]),
        ({"B": "XX------------"}, [RotaRule.UNKNOWN]),
        ({"C": "--------------"}, [RotaRule.SHAPE]),
    ],
)
def test_broken_rule_is_named(asked, changes, rules):
    report = verify_rota(read_rota_problem(asked), rota(**changes))

    assert [one.rule for one in report.violations] == rules


def test_command_reads_rotas_too(asked, tmp_path, capsys):
    write_rota(rota(), tmp_path / "good.csv")
    write_rota(rota(B="---L----------"), tmp_path / "bad.csv")

    good = main(["plan", "verify", str(asked), str(tmp_path / "good.csv")])
    bad = main(["plan", "verify", str(asked), str(tmp_path / "bad.csv")])

    assert (good, bad) == (0, 1)
    assert capsys.readouterr().out.splitlines() == [
        "penalty=107 requests=0 cover=107",
        "least-in-a-row: employee B: 1 shifts from day 3, 2 at the least.",
    ]
    assert read_rota(tmp_path / "good.csv") == rota()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("SECTION_COVER\n", "", "SECTION_COVER: it is missing"),
        ("SECTION_HORIZON\n14", "", "SECTION_HORIZON: it is missing"),
        ("14\n\nSECTION_SHIFTS", "x\n\nSECTION_SHIFTS", "'x' is not a whole number"),
        ("A,0", "A,99", "day 99 lies outside the 14 days"),
        ("L,480,E", "L,480,N", "N is unknown"),
        ("L,480,E", "L", "has 1 of 2 fields"),
        ("L,480,E", "L,-480,E", "is negative"),
        ("B,3,E,5", "C,3,E,5", "C is unknown"),
    ],
)
def test_broken_instance_is_refused_by_section_and_mend(asked, old, new, told):
    asked.write_text(INSTANCE.replace(old, new))

    with pytest.raises(BadInput) as refusal:
        read_rota_problem(asked)

    assert told in str(refusal.value)


def test_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadInput, match="name a file that is there"):
        read_rota_problem(tmp_path / "none.txt")


@pytest.mark.skipif(not DATA.exists(), reason=f"no public instances in {DATA}: set SAMHOLD_DATA")
def test_published_instances_are_read():
    for number, people in enumerate((8, 14, 20, 10, 16, 18, 20, 30), start=1):
        problem = read_rota_problem(DATA.parent / "rota" / "curtois" / f"Instance{number}.txt")
        empty = Rota(rows=tuple((one.id, (None,) * problem.days) for one in problem.employees))

        assert len(problem.employees) == people
        assert {one.rule for one in verify_rota(problem, empty).violations} == {RotaRule.LEAST_MINUTES}
