"""E-mail addresses, phone numbers, passwords, user names."""
import phonenumbers

from .alphabets import DIGITS_ONLY, LOWER, WORD, text

FIRST = "ana bruno chloe dieter elif farah goran hanna ivan jasmin kwame lena mateus noor olga priya quentin rosa söna tariq uma vera wei ximena yusuf zoë".split()
LAST = "almeida bauer chatterjee dupont eriksson fischer garcia haddad iyer jansen kowalski lopes mueller nair okafor peters rossi schmidt o'neil weber".split()
DOMAINS = [
    "example.com", "example.org", "mail.example.net", "eu.dept.example.com", "demo-bazaar.in", "lojinha-demo.com.br",
    "beispiel-versand.de", "exemple-boutique.fr", "demo-shop.co.uk", "demo.museum", "demo-io.io", "demo.photography",
    "münchen-beispiel.de", "xn--mnchen-beispiel-5ob.de", "demo-пример.рф", "s1.demo-shop.travel",
]  # fmt: skip


def username(rng):
    plain = rng.choice([name for name in FIRST if name.isascii()])
    return f"{plain}_{text(rng, LOWER, 6)}"


def email(rng):
    first, last, number = rng.choice(FIRST), rng.choice(LAST), rng.randrange(100, 9999)
    if rng.random() < 0.9:
        first = first.encode("ascii", "ignore").decode()
    local = rng.choice(
        [
            f"{first}.{last}{number}", f"{first}{number}", f"{first}_{last}_{number}", f"{first}+shop{number}",
            f"{first}.{last}+tag-{number}", f"{first[0]}{last}{number}", f"{first.upper()}.{last.upper()}{number}",
            f"{number}{first}", f"{first}-{last}{number}",
        ]
    )  # fmt: skip
    if rng.random() < 0.02:
        # What the standard allows and few people have.
        local = rng.choice([f'"{first} {last}{number}"', f"{first}.{last}={number}", f"{first}/{number}", f"{first}!{number}"])
    domain = rng.choice(DOMAINS)
    return f"{local}@{domain.upper() if rng.random() < 0.05 else domain}", "email", "quoted" if '"' in local else "addr-spec"


# The regions whose national writings scrim knows without a key beside them.
NATIONAL = ["US", "GB", "DE", "FR", "IN", "BR"]
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
FORMATS = phonenumbers.PhoneNumberFormat


def number_of(rng, region):
    """A valid number: an example of the numbering plan with other digits at its end."""
    sort = rng.choice([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
    example = phonenumbers.example_number_for_type(region, sort) or phonenumbers.example_number(region)
    for _ in range(50):
        digits = str(example.national_number)
        keep = max(len(digits) - 6, 2)
        number = phonenumbers.PhoneNumber(
            country_code=example.country_code,
            national_number=int(digits[:keep] + text(rng, DIGITS_ONLY, len(digits) - keep)),
            italian_leading_zero=example.italian_leading_zero,
        )
        if phonenumbers.is_valid_number(number):
            return number
    return example


def phone(rng, national=None):
    """A number as people and programs write it. Without a phone-like name beside it only what scrim promises."""
    if national is None:
        national = rng.random() < 0.45
    region = rng.choice(NATIONAL) if national or rng.random() < 0.5 else rng.choice(REGIONS)
    number = number_of(rng, region)
    if national:
        written = phonenumbers.format_number(number, FORMATS.NATIONAL)
        # Separators vary between writers; bare digits are left to places with a name.
        written = rng.choice([written, written.replace(" ", "-"), written])
        return written, "phone", "national " + region
    written = phonenumbers.format_number(number, rng.choice([FORMATS.E164, FORMATS.INTERNATIONAL, FORMATS.INTERNATIONAL]))
    style = rng.random()
    if style < 0.1:
        written = "00" + written[1:]
    elif style < 0.2:
        written = written.replace(" ", "-")
    elif style < 0.25:
        written = written.replace(" ", ".")
    elif style < 0.3:
        written = phonenumbers.format_number(number, FORMATS.RFC3966).removeprefix("tel:")
    return written, "phone", "international"


def bare_phone(rng):
    """Only digits: to be known by the name beside it."""
    number = number_of(rng, rng.choice(NATIONAL))
    if rng.random() < 0.5:
        return f"{number.country_code}{phonenumbers.national_significant_number(number)}", "phone", "digits"
    written = phonenumbers.format_number(number, FORMATS.NATIONAL)
    return "".join(c for c in written if c.isdigit()), "phone", "digits"


ODD = ["&", "=", "%", "+", "#", '"', "'", "\\", "/", " ", "ü", "€", "<", ";", ",", "@", ":", "?", "$", "!", "{", "]"]


def password(rng):
    letters = text(rng, WORD, rng.randrange(8, 15))
    style = rng.random()
    if style < 0.35:
        return letters, "password", "plain"
    if style < 0.5:
        return f"correct-{letters[:4]}-staple {rng.randrange(100)}", "password", "phrase"
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(1, len(letters))
        letters = letters[:at] + rng.choice(ODD) + letters[at:]
    return letters, "password", "odd characters"
