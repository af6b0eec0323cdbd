"""Drives a sandbox with Merge's official SDK and prints one JSON line for each check.

Arguments: the base URL with /api, and the URL of the sandbox's own paths. Every answer is read twice: by the SDK, which
takes anything, and by its models with validation on, where a field that the SDK does not know counts as a mistake.
"""

import json
import sys
import traceback
import warnings

import httpx

# The SDK hands out models that it never validated; pydantic warns about fields that shadow its own.
warnings.filterwarnings("ignore")

from merge import Merge  # noqa: E402
from merge.core.api_error import ApiError  # noqa: E402
from merge.resources.accounting import types as models  # noqa: E402

base_url, control_url = sys.argv[1:3]
API_KEY = "sandbox-key"
once = {"max_retries": 0}
checks = []
answers = []


def remember(response):
    response.read()
    answers.append(response)


def client(token, key=API_KEY):
    http = httpx.Client(timeout=300, event_hooks={"response": [remember]})
    return Merge(base_url=base_url, api_key=key, account_token=token, httpx_client=http).accounting


books = client("token-books")


def check(function):
    checks.append(function)
    return function


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def strict(model, body=None):
    """Validates the last answer, or a part of it, against a model of the SDK; nothing in it may be unknown."""
    value = model.model_validate(answers[-1].json() if body is None else body)
    unknown(value, model.__name__)
    return value


def unknown(value, place):
    if isinstance(value, list):
        for item in value:
            unknown(item, place)
    elif hasattr(value, "model_extra"):
        expect(not value.model_extra, f"{place} has unknown fields {sorted(value.model_extra or {})}")
        for name in type(value).model_fields:
            unknown(getattr(value, name), f"{place}.{name}")


def failure(call):
    try:
        call()
    except ApiError as error:
        return error
    raise AssertionError("the call did not fail")


def control(method, path, body=None):
    response = httpx.request(method, control_url + path, json=body, timeout=300)
    response.raise_for_status()
    return response.json()


def ids(page):
    return [contact.id for contact in page.results]


@check
def list_all_pages():
    seen, cursor, sizes = [], None, []
    while True:
        page = books.contacts.list(page_size=10, cursor=cursor)
        strict(models.PaginatedContactList)
        seen += ids(page)
        sizes.append(len(page.results))
        cursor = page.next
        if cursor is None:
            break
    expected = control("GET", "/state")["accounts"][0]
    expect(len(seen) == len(set(seen)), "a contact came twice")
    expect(len(seen) == expected["contacts"] - expected["deleted"], "not all contacts came")
    expect(all(size == 10 for size in sizes[:-1]), f"page sizes {sizes}")


@check
def page_back():
    first = books.contacts.list(page_size=5)
    second = books.contacts.list(page_size=5, cursor=first.next)
    expect(first.previous is None, "the first page has a previous one")
    expect(ids(books.contacts.list(page_size=5, cursor=second.previous)) == ids(first), "previous leads elsewhere")


@check
def filter_modified_after():
    contacts = books.contacts.list(page_size=100, include_deleted_data=True).results
    latest = max(contact.modified_at for contact in contacts)
    expected = {contact.id for contact in contacts if contact.modified_at >= latest}
    found = books.contacts.list(modified_after=latest, include_deleted_data=True)
    expect(set(ids(found)) == expected, "modified_after shows others")
    expect(not books.contacts.list(modified_before=min(contact.modified_at for contact in contacts)).results[1:], "before")


@check
def filter_is_customer():
    customers = books.contacts.list(is_customer="true", page_size=100).results
    suppliers = books.contacts.list(is_supplier="true", page_size=100).results
    expect(customers and all(contact.is_customer is True for contact in customers), "is_customer")
    expect(suppliers and all(contact.is_supplier is True for contact in suppliers), "is_supplier")


@check
def filter_email():
    expect(ids(books.contacts.list(email_address="ap@harbour.example.com")) == [FIXED], "email_address")


@check
def filter_name():
    expect(ids(books.contacts.list(name="Harbour & Café GmbH")) == [FIXED], "name")


@check
def filter_status():
    archived = books.contacts.list(status="ARCHIVED", page_size=100).results
    expect(FIXED in [contact.id for contact in archived], "the archived contact is missing")
    expect(all(contact.status == "ARCHIVED" for contact in archived), "status")


@check
def filter_remote_id():
    expect(ids(books.contacts.list(remote_id="R-1")) == [FIXED], "remote_id")


@check
def filter_company():
    expect(ids(books.contacts.list(company_id=COMPANY)) == [FIXED], "company_id")


@check
def deleted_on_request():
    expect(not ids(books.contacts.list(remote_id="R-2")), "a deleted contact is shown")
    found = books.contacts.list(remote_id="R-2", include_deleted_data=True).results
    expect([contact.remote_was_deleted for contact in found] == [True], "the deleted contact is missing")


@check
def retrieve():
    contact = books.contacts.retrieve(FIXED)
    strict(models.Contact)
    expect(contact.name == "Harbour & Café GmbH" and contact.tax_number == "DE136695976", "other values")
    expect(contact.created_at.tzinfo is not None, "no time zone")
    expect(contact.company == COMPANY, "the company is no id")


@check
def expand():
    contact = books.contacts.retrieve(FIXED, expand=["addresses", "phone_numbers", "company"])
    strict(models.Contact)
    expect([type(item) for item in contact.addresses] == [models.Address], "addresses")
    expect([type(item) for item in contact.phone_numbers] == [models.AccountingPhoneNumber], "phone_numbers")
    expect(type(contact.company) is models.CompanyInfo and contact.company.id == COMPANY, "company")
    expect(contact.addresses[0].city == "Kiel" and contact.addresses[0].country == "DE", "address")
    page = books.contacts.list(expand=["addresses", "phone_numbers"], page_size=100)
    strict(models.PaginatedContactList)
    expect(any(isinstance(address, models.Address) for item in page.results for address in item.addresses), "list")


@check
def sub_objects_by_id():
    contact = books.contacts.retrieve(FIXED)
    expect(all(isinstance(item, str) for item in contact.addresses + contact.phone_numbers), "not ids")
    expect(books.addresses.retrieve(contact.addresses[0]).city == "Kiel", "address")
    strict(models.Address)
    expect(books.phone_numbers.retrieve(contact.phone_numbers[0]).number == "+49 431 555 0143", "phone")
    strict(models.AccountingPhoneNumber)


@check
def enum_origins():
    expect(books.contacts.retrieve(FIXED, show_enum_origins="status").status == "false", "no origin")


@check
def remote_data():
    expect(books.contacts.retrieve(FIXED).remote_data is None, "remote data without asking")
    contact = books.contacts.retrieve(FIXED, include_remote_data=True)
    strict(models.Contact)
    expect(contact.remote_data[0].path == "/customer", "path")


@check
def create():
    response = books.contacts.create(
        model=models.ContactRequest(
            name="Windmill Bakery", is_customer=True, email_address="ap@windmill.example.com", currency="EUR",
            addresses=[models.Address(street_1="1 Mill Lane", city="Ghent", country="BE", zip_code="9000")],
            phone_numbers=[models.AccountingPhoneNumber(number="+1 202 555 0101", type="Mobile")],
        )
    )
    expect(answers[-1].status_code == 201, "status")
    strict(models.ContactResponse)
    expect(not response.errors and not response.warnings, "errors or warnings")
    contact = books.contacts.retrieve(response.model.id, expand="addresses,phone_numbers")
    expect(contact.name == "Windmill Bakery" and contact.is_customer and contact.addresses[0].city == "Ghent", "values")
    expect(contact.phone_numbers[0].number == "+1 202 555 0101", "phone")


@check
def create_with_warnings_and_logs():
    model = models.ContactRequest(name="Windmill Two", is_supplier=True, contact_url="https://example.com", colour="red")
    response = books.contacts.create(model=model, is_debug_mode=True)
    strict(models.ContactResponse)
    expect({problem.problem_type for problem in response.warnings} == {"UNSUPPORTED_FIELD", "UNRECOGNIZED_FIELD"}, "types")
    expect(response.logs[0].log_summary.method == "POST", "logs")


@check
def patch():
    response = books.contacts.partial_update(
        FIXED, model=models.PatchedContactRequest(tax_number=None, addresses=[], currency="USD")
    )
    expect(answers[-1].status_code == 200, "status")
    strict(models.ContactResponse)
    expect(response.model.tax_number is None and response.model.addresses == [], "cleared")
    expect(response.model.name == "Harbour & Café GmbH" and response.model.phone_numbers, "what was left out")


@check
def meta_post():
    meta = books.contacts.meta_post_retrieve()
    strict(models.MetaResponse)
    expect("name" in meta.request_schema["properties"]["model"]["required"], "required")
    expect(meta.status.can_make_request, "can_make_request")


@check
def meta_patch():
    meta = books.contacts.meta_patch_retrieve(FIXED)
    strict(models.MetaResponse)
    expect(meta.request_schema["properties"]["model"]["required"] == [], "required")


@check
def remote_field_classes():
    page = books.contacts.remote_field_classes_list(is_custom=True)
    strict(models.PaginatedRemoteFieldClassList)
    expect(page.results and all(item.is_custom for item in page.results), "classes")
    value = models.RemoteFieldRequest(remote_field_class=page.results[0].id, value="p000001")
    books.contacts.partial_update(FIXED, model=models.PatchedContactRequest(remote_fields=[value]))
    contact = books.contacts.retrieve(FIXED, include_remote_fields=True)
    strict(models.Contact)
    expect(contact.remote_fields[0].value == "p000001", "value")


@check
def link_token_and_exchange():
    nobody = client(None)
    token = nobody.link_token.create(
        end_user_email_address="books@example.com", end_user_organization_name="Windmill Ltd",
        end_user_origin_id="windmill-books", categories=["accounting"], integration="xero", link_expiry_mins=60,
    )
    strict(models.LinkToken)
    expect(token.integration_name == "Xero", "integration")
    public = control("POST", f"/link-sessions/{token.link_token}/finish")["public_token"]
    account = nobody.account_token.retrieve(public)
    strict(models.AccountToken)
    expect(account.integration.slug == "xero", "slug")
    expect(client(account.account_token).account_details.retrieve().id == account.id, "another account")
    expect(failure(lambda: nobody.account_token.retrieve(public)).status_code == 404, "a second exchange")


@check
def regenerate_token():
    answer = client("token-spare").account_token.regenerate_create()
    strict(models.RegenerateAccountToken)
    expect(failure(lambda: client("token-spare").contacts.list()).status_code == 401, "the old token")
    expect(client(answer.account_token).account_details.retrieve().id == answer.linked_account_id, "the new token")
    control("POST", "/accounts", {"id": "spare", "token": "token-spare"})


@check
def linked_accounts():
    page = books.linked_accounts.list(page_size=2)
    strict(models.PaginatedAccountDetailsAndActionsList)
    expect(len(page.results) == 2 and page.next, "page")
    second = books.linked_accounts.list(page_size=2, cursor=page.next)
    expect(second.results and second.results[0].id not in [item.id for item in page.results], "second page")
    found = books.linked_accounts.list(end_user_origin_id="books").results
    expect([item.end_user_origin_id for item in found] == ["books"], "filter")


@check
def account_details():
    details = books.account_details.retrieve()
    strict(models.AccountDetails)
    expect(details.status == "COMPLETE" and details.integration_slug == "quickbooks-online", "values")


@check
def sync_status():
    page = books.sync_status.list()
    strict(models.PaginatedSyncStatusList)
    contact = [item for item in page.results if item.model_name == "Contact"]
    expect(contact[0].last_sync_result == "DONE" and contact[0].model_id == "accounting.Contact", "Contact")


@check
def resync():
    models_synced = books.force_resync.sync_status_resync_create()
    for item in answers[-1].json():
        strict(models.SyncStatus, item)
    expect({item.status for item in models_synced} == {"SYNCING"}, "status")
    expect({item.status for item in books.sync_status.list().results} == {"DONE"}, "done at once")


@check
def issues():
    control("POST", "/accounts/spare/issues", {"description": "Missing permission", "details": ["Contacts"]})
    page = books.issues.list(status="ONGOING")
    strict(models.PaginatedIssueList)
    expect([item.error_description for item in page.results] == ["Missing permission"], "list")
    expect(books.issues.retrieve(page.results[0].id).error_details == ["Contacts"], "retrieve")
    strict(models.Issue)


@check
def available_actions():
    actions = books.available_actions.retrieve()
    strict(models.AvailableActions)
    expect(actions.available_model_operations[0].model_name == "Contact", "Contact")


@check
def delete_account():
    spare = client("token-spare")
    expect(spare.delete_account.delete() is None, "an answer")
    expect(failure(lambda: spare.contacts.list()).status_code == 401, "the token goes on")


@check
def error_wrong_key():
    error = failure(lambda: client("token-books", key="wrong").contacts.list())
    expect(error.status_code == 401 and "detail" in error.body, "401")


@check
def error_wrong_token():
    error = failure(lambda: client("wrong").contacts.list())
    expect(error.status_code == 401 and "detail" in error.body, "401")


@check
def error_not_found():
    error = failure(lambda: books.contacts.retrieve("00000000-0000-4000-8000-000000000000"))
    expect(error.status_code == 404 and "detail" in error.body, "404")


@check
def error_parameter():
    error = failure(lambda: books.contacts.list(cursor="nonsense"))
    expect(error.status_code == 400 and error.body == {"cursor": ["Invalid cursor."]}, "400")


@check
def error_validation():
    error = failure(lambda: books.contacts.create(model=models.ContactRequest(is_customer=True)))
    expect(error.status_code == 400, "status")
    problem = strict(models.ErrorValidationProblem, error.body["errors"][0])
    expect(problem.problem_type == "MISSING_REQUIRED_FIELD" and problem.source.pointer == "model/name", "problem")
    expect(error.body["warnings"] == [], "warnings")


@check
def error_duplicate_name():
    model = models.ContactRequest(name="windmill BAKERY", is_supplier=True)
    error = failure(lambda: books.contacts.create(model=model))
    problem = strict(models.ErrorValidationProblem, error.body["errors"][0])
    expect(error.status_code == 400 and problem.problem_type == "DUPLICATE_MODEL_EXISTS", "type")
    expect(problem.error_code == 6240, "code")


@check
def error_relink_needed():
    control("POST", "/accounts", {"id": "books", "status": "RELINK_NEEDED"})
    error = failure(lambda: books.contacts.create(model=models.ContactRequest(name="New", is_customer=True)))
    expect(error.body["errors"][0]["problem_type"] == "RELINK_NEEDED", "type")
    expect(books.contacts.retrieve(FIXED).id == FIXED, "reads go on")
    control("POST", "/accounts", {"id": "books", "status": "COMPLETE"})


@check
def error_throttled():
    error = failure(lambda: [client("token-slow").contacts.list(request_options=once) for _ in range(160)])
    headers = {name.lower(): value for name, value in error.headers.items()}
    expect(error.status_code == 429 and 1 <= int(headers["retry-after"]) <= 60, "Retry-After")


@check
def error_server():
    order = {"effect": "status", "status": 502, "account": "books", "path": "/contacts"}
    control("POST", "/faults", order)
    error = failure(lambda: books.contacts.list(request_options=once))
    expect(error.status_code == 502 and isinstance(error.body, str) and "<html>" in error.body, "HTML")


FIXED, COMPANY = sys.argv[3:5]
for function in checks:
    line = {"check": function.__name__, "ok": True, "detail": ""}
    try:
        function()
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        line.update(ok=False, detail=f"{type(error).__name__}: {error} (line {place.lineno})"[:2000])
    print(json.dumps(line), flush=True)
