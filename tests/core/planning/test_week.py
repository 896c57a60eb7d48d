"""Four weeks of a small team: everybody is visited, no rule is broken, and recipients meet few faces."""

from statistics import median

from samhold.core.planning import verify
from samhold.core.planning.solve import Budget, solve
from tests.core.planning.week import met, week


def test_four_weeks_of_six_workers_and_sixty_recipients_have_few_faces():
    history, seconds = {}, []
    for number in range(4):
        asked = week(history)
        found = solve(asked, budget=Budget(iterations=800_000), seed=number)
        assert verify(asked, found.plan).violations == ()
        history = met(found.plan, asked, history)
        seconds.append(found.seconds)
    faces = {}
    for client, _ in history:
        faces[client] = faces.get(client, 0) + 1

    assert len(faces) == 60
    assert median(faces.values()) <= 2
    assert max(faces.values()) <= 4
    assert max(seconds) < 60  # less than ten on a machine of one's own


def test_continuity_is_what_the_weights_make_of_it():
    import dataclasses

    asked = week(recipients=20)
    indifferent = dataclasses.replace(asked, weights=dataclasses.replace(asked.weights, face=0, new_face=0))

    few = solve(asked, budget=Budget(iterations=200_000)).score
    many = solve(indifferent, budget=Budget(iterations=200_000)).score

    assert few.faces < many.faces
    assert few.travel >= many.travel
