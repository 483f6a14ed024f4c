"""What the shop stores: enough for inserts, updates and unique constraints in the SQL log."""
from django.db import models


class Customer(models.Model):
    email = models.CharField(max_length=200, unique=True)
    phone = models.CharField(max_length=60)
    note = models.TextField(blank=True)


class ApiKey(models.Model):
    api_key = models.CharField(max_length=400)
    owner = models.CharField(max_length=200)


class Order(models.Model):
    number = models.CharField(max_length=40)
    total = models.DecimalField(max_digits=9, decimal_places=2)
    latitude = models.FloatField()
    longitude = models.FloatField()
    isbn = models.CharField(max_length=20)
