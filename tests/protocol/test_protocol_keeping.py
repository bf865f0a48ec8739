"""Own protocols on the disk: saved in versions, deleted with a way back, taken in with distrust."""

from __future__ import annotations

import pytest

from coach.errors import ProtocolError
from coach.protocol import editing, keeping
from coach.protocol.library import list_faulty, list_protocols, load_protocol
from coach.protocol.writing import to_plain, write_toml


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    return tmp_path / "protocols"


def legs():
    return editing.add_step(editing.begin("leg", "my-legs", "My legs"), "stroking")


def test_a_saved_protocol_is_listed_and_loaded_by_its_id():
    saved = keeping.save(legs())
    assert load_protocol("my-legs") == saved
    assert [entry.origin for entry in list_protocols() if entry.id == "my-legs"] == ["yours"]


def test_saving_again_raises_the_version_and_keeps_the_earlier_ones():
    keeping.save(legs())
    assert keeping.save(legs()).version == "1"
    assert keeping.list_versions("my-legs") == []
    for title in ("Two", "Three"):
        keeping.save(to_plain(load_protocol("my-legs")) | {"title": f"Legs {title}"})
    assert (load_protocol("my-legs").version, load_protocol("my-legs").title) == ("3", "Legs Three")
    assert [(each.version, each.title) for each in keeping.list_versions("my-legs")] == [
        ("2", "Legs Two"),
        ("1", "My legs"),
    ]
    assert list_faulty() == []


def test_only_so_many_versions_are_kept(monkeypatch):
    monkeypatch.setattr(keeping, "MOST_VERSIONS", 2)
    for number in range(5):
        keeping.save(legs() | {"title": f"Legs {number}"})
    assert [each.title for each in keeping.list_versions("my-legs")] == ["Legs 3", "Legs 2"]


def test_what_has_a_flaw_or_a_built_in_id_is_not_saved(own_folder):
    with pytest.raises(ProtocolError, match="There is nothing in this list"):
        keeping.save(editing.begin("leg", "my-legs", "My legs"))
    with pytest.raises(ProtocolError, match="belongs to a built-in protocol"):
        keeping.save(legs() | {"id": "lumbar-home"})
    assert not own_folder.exists()


def test_a_file_of_another_name_is_saved_where_it_is(own_folder):
    own_folder.mkdir()
    (own_folder / "Aunt's.toml").write_text(write_toml(legs()), encoding="utf-8")
    keeping.save(legs() | {"title": "Other"})
    assert [path.name for path in own_folder.glob("*.toml")] == ["Aunt's.toml"]
    assert load_protocol("my-legs").title == "Other"


def test_a_deleted_protocol_comes_back():
    saved = keeping.save(legs())
    keeping.delete("my-legs")
    assert "my-legs" not in [entry.id for entry in list_protocols()]
    assert keeping.restore_deleted("my-legs")
    assert load_protocol("my-legs") == saved
    assert not keeping.restore_deleted("my-legs")


def test_a_deleted_protocol_does_not_push_out_a_newer_one_of_its_name():
    keeping.save(legs())
    keeping.delete("my-legs")
    keeping.save(legs() | {"title": "Newer"})
    assert not keeping.restore_deleted("my-legs")
    assert load_protocol("my-legs").title == "Newer"


def test_a_shared_file_is_taken_in_under_a_free_id():
    keeping.save(legs())
    content = keeping.share("my-legs").encode()
    assert keeping.look_at("legs.toml", content) == load_protocol("my-legs")
    assert keeping.take_in("legs.toml", content).id == "my-legs-2"
    taken = keeping.take_in("x.toml", write_toml(to_plain(load_protocol("lumbar-home"))).encode())
    assert taken.id == "lumbar-home-2" and taken.steps == load_protocol("lumbar-home").steps


@pytest.mark.parametrize(
    "text",
    [
        "Look at https://example.org for the rest of it.",
        "See ![this](picture) before you begin with it.",
        "Press <img src=x> on the way, and lightly back.",
        "Go to WWW.example.org when you have done this.",
        "javascript:alert(1) is what this text holds.",
    ],
)
def test_a_foreign_file_with_something_to_follow_is_not_taken_in(text):
    data = editing.set_fields(legs(), 0, text=text)
    with pytest.raises(ProtocolError, match=r"step 1 \(stroking\), text holds a web address or marks"):
        keeping.take_in("x.toml", write_toml(data).encode())
    assert [entry for entry in list_protocols() if entry.origin == "yours"] == []


@pytest.mark.parametrize("protocol_id", [entry.id for entry in list_protocols() if entry.origin == "built-in"])
def test_plain_sentences_are_taken_in(protocol_id):
    assert keeping.look_at("x.toml", write_toml(to_plain(load_protocol(protocol_id))).encode()).id == protocol_id


def test_a_foreign_file_with_flaws_is_told_all_of_them():
    with pytest.raises(ProtocolError) as refused:
        keeping.take_in("x.toml", b'id = "x"\nversion = 3\n')
    assert "x.toml, line 2" in str(refused.value) and "steps is missing" in str(refused.value)
