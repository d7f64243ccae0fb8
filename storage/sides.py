"""The two sides of a request, as statements ask for them."""

from sqlalchemy import bindparam, case, select

from storage.tables import requests

# Of the request `which`, the side that is not the `debtor`; of any other subject nobody.
OTHER_SIDE = (
    select(
        case(
            (requests.c.requesting == bindparam("debtor"), requests.c.requested),
            else_=requests.c.requesting,
        )
    )
    .where(requests.c.id == bindparam("which"))
    .scalar_subquery()
)
