"""The hour of the brief"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEX, _PROFILE = 'ix_subscriber_profile', ['status', 'home_zone', 'quiet_starts', 'quiet_ends']


def upgrade() -> None:
    op.drop_index(_INDEX, table_name='subscriber')
    op.add_column('subscriber', sa.Column('brief_hour', sa.Integer(), nullable=False, server_default='18'))
    op.create_index(_INDEX, 'subscriber', [*_PROFILE, 'brief_hour'])


def downgrade() -> None:
    op.drop_index(_INDEX, table_name='subscriber')
    op.drop_column('subscriber', 'brief_hour')
    op.create_index(_INDEX, 'subscriber', _PROFILE)
