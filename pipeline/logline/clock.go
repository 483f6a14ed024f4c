package logline

// nanos is how many nanoseconds a second has.
const nanos = 1_000_000_000

// The times that lines have are read by hand: time.Parse takes longer than the rest of the line.

// readTime reads the time at the beginning of s and tells how long it is, or 0
// if there is none. A time without a year is in year.
func readTime(s []byte, year int) (at int64, length int) {
	if len(s) < len("Nov 22 10:00:00") {
		return 0, 0
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		switch {
		case len(s) < len("2026-11-22 10:00:00"):
			return 0, 0
		case s[4] == '-' && s[7] == '-', s[4] == '/' && s[7] == '/':
			return readISO(s)
		case s[2] == '/' && s[6] == '/':
			return readCommonLog(s)
		}
	case c >= 'A' && c <= 'Z':
		return readNamed(s, year)
	}
	return 0, 0
}

// readISO reads 2026-11-22T10:00:00.123456+02:00 with all that is usual: a space
// instead of the T, slashes, a comma before the fraction, a space before the zone.
func readISO(s []byte) (int64, int) {
	year, ok1 := digits(s, 0, 4)
	month, ok2 := digits(s, 5, 2)
	day, ok3 := digits(s, 8, 2)
	if !ok1 || !ok2 || !ok3 || s[10] != ' ' && s[10] != 'T' && s[10] != '\t' || !validDate(month, day) {
		return 0, 0
	}
	seconds, ok := readOfDay(s, 11)
	if !ok {
		return 0, 0
	}
	at, end := readFraction(s, 19)
	offset, end := readZone(s, end)
	return instant(year, month, day, seconds-offset, at), end
}

// readCommonLog reads 22/Nov/2026:10:00:00 +0000 and what Django's development
// server writes, 22/Nov/2026 10:00:00.
func readCommonLog(s []byte) (int64, int) {
	if len(s) < len("22/Nov/2026:10:00:00") {
		return 0, 0
	}
	day, ok1 := digits(s, 0, 2)
	month := monthNumber(s[3:6])
	year, ok2 := digits(s, 7, 4)
	if !ok1 || !ok2 || s[11] != ':' && s[11] != ' ' || !validDate(month, day) {
		return 0, 0
	}
	seconds, ok := readOfDay(s, 12)
	if !ok {
		return 0, 0
	}
	at, end := readFraction(s, 20)
	offset, end := readZone(s, end)
	return instant(year, month, day, seconds-offset, at), end
}

// readNamed reads times that begin with a name: Sun Nov 22 10:00:00 2026,
// Sun, 22 Nov 2026 10:00:00 GMT, Nov 22 10:00:00.
func readNamed(s []byte, year int) (int64, int) {
	i := 0
	if monthNumber(s) == 0 {
		if !isWeekday(s) {
			return 0, 0
		}
		if s[3] == ',' {
			return readMailDate(s)
		}
		i = len("Sun ")
	}
	month := monthNumber(s[i:])
	if month == 0 || len(s) < i+len("Nov 22 10:00:00") || s[i+3] != ' ' || s[i+6] != ' ' {
		return 0, 0
	}
	day, ok := paddedDigits(s, i+4)
	seconds, ok2 := readOfDay(s, i+7)
	if !ok || !ok2 || !validDate(month, day) {
		return 0, 0
	}
	at, end := readFraction(s, i+15)
	if len(s) >= end+5 && s[end] == ' ' {
		if named, ok := digits(s, end+1, 4); ok && named > 1900 && (len(s) == end+5 || !isDigit(s[end+5])) {
			year, end = named, end+5
		}
	}
	if year == 0 {
		return 0, end
	}
	return instant(year, month, day, seconds, at), end
}

func readMailDate(s []byte) (int64, int) {
	const length = len("Sun, 22 Nov 2026 10:00:00")
	if len(s) < length {
		return 0, 0
	}
	day, ok1 := digits(s, 5, 2)
	month := monthNumber(s[8:])
	year, ok2 := digits(s, 12, 4)
	seconds, ok3 := readOfDay(s, 17)
	if !ok1 || !ok2 || !ok3 || !validDate(month, day) {
		return 0, 0
	}
	offset, end := readZone(s, length)
	return instant(year, month, day, seconds-offset, 0), end
}

// firstYear and lastYear are those of which nanoseconds since 1970 fit 64 bits.
const firstYear, lastYear = 1678, 2261

// instant is a time in nanoseconds since 1970, or 0 for a year that has none, such as
// 0001 and 9999, which programs write for never.
func instant(year, month, day int, seconds, fraction int64) int64 {
	if year < firstYear || year > lastYear {
		return 0
	}
	return (daysSince1970(year, month, day)*86400+seconds)*nanos + fraction
}

// readOfDay reads 10:00:00, in seconds.
func readOfDay(s []byte, i int) (int64, bool) {
	if len(s) < i+8 || s[i+2] != ':' || s[i+5] != ':' {
		return 0, false
	}
	hour, ok1 := digits(s, i, 2)
	minute, ok2 := digits(s, i+3, 2)
	second, ok3 := digits(s, i+6, 2)
	return int64(hour)*3600 + int64(minute)*60 + int64(second), ok1 && ok2 && ok3 && hour < 24 && minute < 60 && second <= 60
}

// readFraction reads a fraction of a second, if there is one, in nanoseconds.
func readFraction(s []byte, i int) (int64, int) {
	if i+1 >= len(s) || s[i] != '.' && s[i] != ',' || !isDigit(s[i+1]) {
		return 0, i
	}
	value, unit := int64(0), int64(nanos)
	for i++; i < len(s) && isDigit(s[i]); i++ {
		if unit > 1 {
			unit /= 10
			value += int64(s[i]-'0') * unit
		}
	}
	return value, i
}

// readZone reads Z, +02:00, +0200 or GMT, with or without a space before it, in seconds.
func readZone(s []byte, i int) (int64, int) {
	at := i
	if at < len(s) && s[at] == ' ' {
		at++
	}
	if at >= len(s) {
		return 0, i
	}
	switch s[at] {
	case 'Z':
		if at == i {
			return 0, at + 1
		}
	case 'U', 'G':
		if len(s) >= at+3 && (string(s[at:at+3]) == "UTC" || string(s[at:at+3]) == "GMT") {
			return 0, at + 3
		}
	case '+', '-':
		return readOffset(s, at, i)
	}
	return 0, i
}

// readOffset reads +0200 or +02:00 at at; what is none ends at without.
func readOffset(s []byte, at, without int) (int64, int) {
	hour, ok := digits(s, at+1, 2)
	if !ok {
		return 0, without
	}
	next := at + 3
	if next < len(s) && s[next] == ':' {
		next++
	}
	minute, ok := digits(s, next, 2)
	if !ok {
		return 0, without
	}
	offset := int64(hour)*3600 + int64(minute)*60
	if s[at] == '-' {
		offset = -offset
	}
	return offset, next + 2
}

// readEpoch reads seconds, milliseconds, microseconds or nanoseconds since 1970, told
// apart by their size, with or without a fraction. It is 0 for what is none.
func readEpoch(s []byte) int64 {
	whole, i := int64(0), 0
	for ; i < len(s) && isDigit(s[i]) && i < 19; i++ {
		whole = whole*10 + int64(s[i]-'0')
	}
	unit := int64(0)
	switch {
	case i == 10:
		unit = nanos
	case i == 13:
		unit = nanos / 1000
	case i == 16:
		unit = 1000
	case i == 19:
		unit = 1
	default:
		return 0
	}
	fraction, end := readFraction(s, i)
	if end != len(s) || whole < 0 || whole > (1<<63-1)/unit-1 {
		return 0
	}
	return whole*unit + fraction/(nanos/unit)
}

// daysSince1970 counts days of the Gregorian calendar: years begin in March, so
// that the leap day is the last.
func daysSince1970(year, month, day int) int64 {
	if month <= 2 {
		year--
		month += 12
	}
	return int64(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468)
}

func validDate(month, day int) bool { return month >= 1 && month <= 12 && day >= 1 && day <= 31 }

// monthNumber is the month whose English name s begins with, or 0.
func monthNumber(s []byte) int {
	if len(s) < 3 {
		return 0
	}
	switch string(s[:3]) {
	case "Jan":
		return 1
	case "Feb":
		return 2
	case "Mar":
		return 3
	case "Apr":
		return 4
	case "May":
		return 5
	case "Jun":
		return 6
	case "Jul":
		return 7
	case "Aug":
		return 8
	case "Sep":
		return 9
	case "Oct":
		return 10
	case "Nov":
		return 11
	case "Dec":
		return 12
	}
	return 0
}

func isWeekday(s []byte) bool {
	if len(s) < 4 || s[3] != ' ' && s[3] != ',' {
		return false
	}
	switch string(s[:3]) {
	case "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun":
		return true
	}
	return false
}

// digits reads a number of exactly n digits.
func digits(s []byte, i, n int) (int, bool) {
	if i+n > len(s) {
		return 0, false
	}
	// Fast path: most numbers of a time have two digits.
	if n == 2 {
		tens, ones := s[i]-'0', s[i+1]-'0'
		return int(tens)*10 + int(ones), tens < 10 && ones < 10
	}
	value := 0
	for _, c := range s[i : i+n] {
		if !isDigit(c) {
			return 0, false
		}
		value = value*10 + int(c-'0')
	}
	return value, true
}

// paddedDigits reads two digits, the first of which may be a space.
func paddedDigits(s []byte, i int) (int, bool) {
	if s[i] == ' ' {
		return digits(s, i+1, 1)
	}
	return digits(s, i, 2)
}

func isDigit(c byte) bool { return c-'0' < 10 }
