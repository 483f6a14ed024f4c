"""Who uses the shop: users with roles and tenants, their orders and passwords, and where they come from."""
import base64
import ipaddress

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from shop.models import Account, ApiKey, Invoice, Order

CUSTOMERS, FIRST_CUSTOMER = 500, 101
TENANTS, TENANT_USERS = ("acme", "globex"), 30
SUPPORT, ADMINS = 9, 3
NAMES = "ada ben cleo dora emil finn gita hugo ines jonas kira luis mona nils olga paul rosa sven tara uwe vera yuri zoe".split()

BROWSERS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
]
APPS = ["ShopApp/5.12.0 (Android 15; okhttp 4.12.0)", "ShopApp/5.11.2 (Android 14; okhttp 4.12.0)", "Shop/512 CFNetwork/1568.300.101 Darwin/24.6.0"]
WEBVIEW = "Mozilla/5.0 (Linux; Android 15; SM-S921B Build/AP3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.48 Mobile Safari/537.36"
# First bytes of addresses that providers give to homes and phones.
FIRST_BYTES = [31, 37, 46, 62, 77, 78, 79, 80, 82, 84, 85, 86, 87, 88, 89, 91, 92, 93, 94, 95, 109, 151, 176, 178, 188, 193, 195, 212, 213, 217]
PROVIDERS_V6 = ["2a02:8109", "2a00:20", "2003:e1", "2a01:598", "2001:16b8"]


class People:
    """Made once for each run; `chance` decides all."""

    def __init__(self, chance):
        self.chance = chance
        self.passwords = {}
        self.accounts = []
        numbers = range(FIRST_CUSTOMER, FIRST_CUSTOMER + CUSTOMERS)
        self.customers = [self.person(number) for number in numbers]
        first = FIRST_CUSTOMER + CUSTOMERS
        self.tenants = {
            name: [self.person(first + index * TENANT_USERS + n, tenant=name) for n in range(TENANT_USERS)] for index, name in enumerate(TENANTS)
        }
        self.admins = [self.person(n + 1, role="admin") for n in range(ADMINS)]
        self.support = [self.person(ADMINS + n + 1, role="support") for n in range(SUPPORT)]
        Account.objects.bulk_create(self.accounts)
        self.make_orders()
        self.offices = [self.v4() for _ in range(6)]
        self.egress = [f"{self.v4().rpartition('.')[0]}.{n}" for n in self.chance.sample(range(2, 250), 4)]
        subnet = self.egress[0].rpartition(".")[0]
        self.egress = [f"{subnet}.{address.rpartition('.')[2]}" for address in self.egress]

    def person(self, number, role="customer", tenant=""):
        name = f"{self.chance.choice(NAMES)}{number}"
        password = base64.urlsafe_b64encode(self.chance.randbytes(9)).decode()
        salt = self.chance.randbytes(8).hex()
        user = get_user_model()(pk=number, username=name, email=f"{name}@example.com", password=make_password(password, salt=salt))
        user.save(force_insert=True)
        self.passwords[number] = password
        self.accounts.append(Account(user=user, role=role, tenant=tenant))
        return user

    def make_orders(self):
        buyers = self.customers + [user for users in self.tenants.values() for user in users]
        owners = [user for user in buyers for _ in range(self.chance.randint(1, 6))]
        self.chance.shuffle(owners)
        orders = [Order(pk=10000 + n, user=user, total=self.chance.randint(500, 90000)) for n, user in enumerate(owners)]
        Order.objects.bulk_create(orders)
        Invoice.objects.bulk_create(Invoice(pk=40000 + n, order=order) for n, order in enumerate(orders))
        self.orders = {user.pk: [] for user in buyers}
        for order in orders:
            self.orders[order.user_id].append(order.pk)
        self.first_order, self.last_order = orders[0].pk, orders[-1].pk

    def invoice_of(self, order):
        return order + 30000

    def api_key(self, user):
        key = self.chance.randbytes(20).hex()
        ApiKey.objects.create(key=key, user=user)
        return key

    def v4(self, chance=None):
        chance = chance or self.chance
        return f"{chance.choice(FIRST_BYTES)}.{chance.randint(1, 254)}.{chance.randint(0, 255)}.{chance.randint(2, 253)}"

    def v6(self, chance):
        tail = ":".join(f"{chance.getrandbits(16):x}" for _ in range(6))
        return str(ipaddress.IPv6Address(f"{chance.choice(PROVIDERS_V6)}:{tail}"))

    def address(self, chance):
        """A home's, a phone's, or one that an office or a provider lets many share."""
        kind = chance.random()
        if kind < 0.25:
            return chance.choice(self.offices)
        return self.v6(chance) if kind < 0.4 else self.v4(chance)
