package load

var (
	firstNames = []string{"ada", "bruno", "chiara", "dilip", "esra", "farid", "greta", "hanna", "ines", "jonas"}
	lastNames  = []string{"okafor", "lindqvist", "marchetti", "novak", "petrov", "rahman", "silva"}
	hosts      = []string{"mailhaus.de", "postfach.org", "letterbox.co.uk", "correio.com.br"}
	paths      = []string{"/api/orders/", "/api/baskets/", "/shop/products/", "/accounts/profile/", "/admin/shop/order/"}
	loggers    = []string{"django.request", "django.server", "shop.checkout", "shop.stock", "celery.worker"}
	remarks    = []string{
		"basket recalculated after a change of the delivery country",
		"price list loaded from the cache, nothing to do",
		"stock reserved for fifteen minutes, waiting for the payment provider",
		"template rendered with 14 queries in 23 ms",
		"order confirmed and handed over to the warehouse",
	}
	agents = []string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
		"python-httpx/0.27.0",
	}
)

const (
	alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	base64Digits = alphanumeric + "+/"
	urlDigits    = alphanumeric + "-_"
	hexDigits    = "0123456789abcdef"
	digits       = "0123456789"
)
