"""What the shop keeps besides Django's users."""
from django.conf import settings
from django.db import models


class Account(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, default="customer")
    tenant = models.CharField(max_length=20, blank=True)
    # Tokens that were issued before (Unix seconds) are refused.
    valid_after = models.BigIntegerField(default=0)


class Order(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    total = models.IntegerField()


class Invoice(models.Model):
    order = models.OneToOneField(Order, on_delete=models.CASCADE)


class ApiKey(models.Model):
    """A token without an expiry, as Django REST framework's authtoken keeps them."""

    key = models.CharField(max_length=40, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)


class Revoked(models.Model):
    jti = models.CharField(max_length=32, primary_key=True)
