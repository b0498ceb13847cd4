"""What records say that they were made by."""

from onrecord.provenance import fingerprint


def folder(path, **files):
    path.mkdir()
    for name, content in files.items():
        (path / name).write_text(content)
    return path


def test_the_same_files_have_one_fingerprint_wherever_they_are(tmp_path):
    assert fingerprint([folder(tmp_path / "a", x="1", y="2")], b"") == fingerprint([folder(tmp_path / "b", y="2", x="1")], b"")


def test_code_weights_and_additions_change_the_fingerprint(tmp_path):
    one, other = folder(tmp_path / "a", x="1"), folder(tmp_path / "b", x="2")
    renamed = folder(tmp_path / "c", z="1")
    assert len({fingerprint([one], b""), fingerprint([other], b""), fingerprint([renamed], b""), fingerprint([one], b"added")}) == 4


def test_records_carry_the_fingerprint_of_what_made_them(pipeline):
    from onrecord import Page

    assert pipeline(Page(id="x", text="The minister said no.")).made_by.fingerprint == pipeline.made_by.fingerprint
    assert len(pipeline.made_by.fingerprint) == 16
