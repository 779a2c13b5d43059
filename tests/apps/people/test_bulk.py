"""R9: 150 accounts in one go; their first passwords are on paper and nowhere else."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import override_settings

from baogong.apps.accounts.errors import WrongPassword
from baogong.apps.accounts.models import User
from baogong.apps.accounts.services import check_sign_in
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import ListChanged
from baogong.apps.people.models import Assignment
from baogong.apps.people.queries import never_signed_in
from baogong.apps.people.services import (
    AccountDraft,
    assign,
    make_accounts,
    plan_accounts,
    renew_first_passwords,
)
from baogong.config import settings as real_settings
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.racing import race
from tests.patience import ends_soon, quickest

pytestmark = pytest.mark.django_db
BOSS = {Role.COMMANDER}


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def boss(world):
    return world.staff[Role.COMMANDER]


def draft(world, name, username="", role=Role.OFFICER, row=1):
    return AccountDraft(row, name, username, role, world.estate.pk)


def make(drafts, boss, expected=None):
    expected = len(drafts) if expected is None else expected
    return make_accounts(drafts, expected=expected, actor=boss, now=NOW)


def sign_in(slip, password=None):
    return check_sign_in(
        username=slip.user.username,
        password=password or slip.password,
        address="10.0.0.1",
        now=NOW,
    )


def test_everybody_gets_a_name_a_role_and_a_password_of_their_own(world, boss):
    drafts = [draft(world, "王芳"), draft(world, "李强", "li.q", Role.GATE), draft(world, "王 芳")]
    slips = make(drafts, boss)

    assert [slip.user.username for slip in slips] == ["wangfang", "li.q", "wangfang2"]
    assert len({slip.password for slip in slips}) == 3
    held = Assignment.objects.filter(user__in=[slip.user for slip in slips]).order_by("user_id")
    assert [(row.role, row.place_id) for row in held] == [
        (Role.OFFICER, world.estate.pk),
        (Role.GATE, world.estate.pk),
        (Role.OFFICER, world.estate.pk),
    ]
    for slip in slips:
        user = sign_in(slip)
        assert user.must_change_password
        with pytest.raises(WrongPassword):
            sign_in(slip, password=slip.password[:-1])


def test_passwords_are_kept_nowhere(world, boss):
    [slip] = make([draft(world, "王芳")], boss)
    rows = str([*User.objects.values(), *AuditEntry.objects.values()])

    assert slip.password not in rows
    assert "王芳" not in str([*AuditEntry.objects.values()])
    actions = AuditEntry.objects.filter(actor=boss.audit_name).values_list("action", flat=True)
    assert {"user.hired", "role.given"} <= set(actions)


def test_the_same_list_again_makes_no_second_account(world, boss):
    drafts = [draft(world, "王芳"), draft(world, "李强", "li.q", Role.GATE)]
    make(drafts, boss)
    plan = plan_accounts(drafts)

    assert plan.new == ()
    assert [known.why for known in plan.known] == ["has_account", "username_taken"]
    with pytest.raises(ListChanged):
        make(drafts, boss)
    assert User.objects.filter(name__in=["王芳", "李强"]).count() == 2


def test_two_people_of_one_name_need_names_of_their_own(world, boss):
    drafts = [draft(world, "王芳", row=1), draft(world, "王芳", row=2), draft(world, "王芳", "wf")]
    plan = plan_accounts(drafts)

    assert [row.username for row in plan.new] == ["wangfang", "wf"]
    assert [(known.draft.row, known.why) for known in plan.known] == [(2, "twice")]


def test_a_made_name_does_not_take_one_that_the_list_asks_for(world):
    plan = plan_accounts([draft(world, "王芳"), draft(world, "王方", "wangfang")])

    assert [row.username for row in plan.new] == ["wangfang2", "wangfang"]


def test_names_differ_by_more_than_capitals(world, boss):
    make([draft(world, "王芳", "WangFang")], boss)

    assert plan_accounts([draft(world, "王方")]).new[0].username == "wangfang2"
    assert plan_accounts([draft(world, "赵", "WANGFANG")]).known[0].why == "username_taken"


@pytest.mark.parametrize("expected", [0, 1, 3])
def test_another_number_than_was_shown_makes_nothing(world, boss, expected):
    before = User.objects.count()
    with pytest.raises(ListChanged):
        make([draft(world, "王芳"), draft(world, "李强")], boss, expected=expected)

    assert User.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_list_that_two_send_at_once_is_made_once(world, boss):
    drafts = [draft(world, "王芳"), draft(world, "李强")]
    answers = race(*[lambda: make(drafts, boss)] * 3)

    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert User.objects.filter(name__in=["王芳", "李强"]).count() == 2


def test_the_number_of_queries_does_not_grow_with_the_list(
    world, boss, django_assert_max_num_queries
):
    counts = []
    for names in (["甲"], [f"人{n}" for n in range(150)]):
        with django_assert_max_num_queries(20) as queries:
            make([draft(world, name) for name in names], boss)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_150_accounts_are_made_at_once_with_the_hashers_of_an_installation(world, boss):
    with override_settings(PASSWORD_HASHERS=real_settings.PASSWORD_HASHERS):
        with ends_soon():
            slips = make([draft(world, f"人{n}") for n in range(150)], boss)
        user = sign_in(slips[0])

    assert identify_hasher(user.password).algorithm == "scrypt"


def test_a_wrong_first_password_takes_as_long_as_any_wrong_password(world, boss):
    """How long the answer takes must not tell who never signed in."""

    def try_it(username):
        with pytest.raises(WrongPassword):
            check_sign_in(username=username, password="wrong", address="10.0.0.1", now=NOW)

    with override_settings(PASSWORD_HASHERS=real_settings.PASSWORD_HASHERS):
        [slip] = make([draft(world, "王芳")], boss)
        known, unknown = (
            quickest(lambda name=name: try_it(name), runs=4) for name in (slip.user.username, "no")
        )

    assert 0.5 < known / unknown < 2


def test_slips_are_printed_again_with_new_passwords_for_those_who_never_signed_in(world, boss):
    first, second = make([draft(world, "王芳"), draft(world, "李强")], boss)
    User.objects.filter(pk=second.user.pk).update(last_login=NOW)
    waiting = [row.user_id for row in never_signed_in(viewer=boss, roles=BOSS)]
    assert waiting == [first.user.pk]

    ids = [first.user.pk, second.user.pk, boss.pk]
    [slip] = renew_first_passwords(user_ids=ids, actor=boss, now=NOW + timedelta(hours=1))
    assert slip.user == first.user
    with pytest.raises(WrongPassword):
        sign_in(first)
    assert sign_in(slip) == first.user
    assert sign_in(second) == second.user


def test_who_also_works_elsewhere_or_works_no_more_is_not_in_the_list(world, boss):
    shared, gone, ours = make([draft(world, name) for name in ("王", "李", "赵")], boss)
    other = make_world(name="F")
    assign(user=shared.user, role=Role.GATE, place=other.estate, actor=SYSTEM, now=NOW)
    Assignment.objects.filter(user=gone.user).update(ended_at=NOW)

    rows = never_signed_in(viewer=boss, roles=BOSS)
    assert [row.user_id for row in rows] == [ours.user.pk]
