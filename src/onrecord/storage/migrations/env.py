"""What Alembic runs: the migrations, on the connection and in the transaction that ``onrecord.storage.opening`` hands over."""

from alembic import context

from onrecord.storage.tables import METADATA, VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
