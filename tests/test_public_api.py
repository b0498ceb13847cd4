import onrecord

PUBLIC = {
    "Actor", "Anchor", "Article", "ArticleError", "Block", "Casualty", "Event", "Failure", "OnRecordError", "Page", "Pipeline", "Reading", "Record", "RunError", "Span",
    "Statement", "Warning", "__version__", "read",
}  # fmt: skip


def test_public_names_are_these():
    assert set(onrecord.__all__) == PUBLIC
    assert all(hasattr(onrecord, name) for name in PUBLIC)


def test_every_error_is_in_the_tree_of_its_docstring():
    from onrecord import errors

    raised = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert all(name in (errors.__doc__ or "") for name in raised)
    assert all(issubclass(getattr(errors, name), errors.OnRecordError) for name in raised)
