"""When articles were published, in the order of time whatever the zones."""

import sqlalchemy as sa
from alembic import op

from onrecord.times import moment_of

revision = "0005"
down_revision = "0004"

ARTICLES = sa.table("articles", sa.column("article", sa.Integer), sa.column("published", sa.Text), sa.column("moment", sa.Text))


def upgrade() -> None:
    """Add the column, and fill it from what is known."""
    op.add_column("articles", sa.Column("moment", sa.Text))
    connection = op.get_bind()
    known = connection.execute(sa.select(ARTICLES.c.article, ARTICLES.c.published).where(ARTICLES.c.published.is_not(None))).all()
    moments = [{"number": number, "moment": moment_of(published)} for number, published in known]
    if moments:
        connection.execute(sa.update(ARTICLES).where(ARTICLES.c.article == sa.bindparam("number")), moments)
