# The rules of bench/patterns.txt for GNU sed -E, one form a command.
s/\beyJ[A-Za-z0-9_-]{6,}\.eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{10,}/[FILTERED]/g
s/\bbearer[ \t]+[A-Za-z0-9_.~+/-]{8,}=*/[FILTERED]/Ig
s/\bauthorization\b["']?[ \t]*[:=,][ \t]*b?["']?(basic|token|bearer|digest)[ \t]+[A-Za-z0-9_.~+/:-]{4,}=*/[FILTERED]/Ig
s/[?&;](access_token|refresh_token|id_token|api_token|token|api_?key|password|passwd|secret|signature|x-amz-signature|session_?id|code)=[^&#"'<>[:space:]]+/[FILTERED]/Ig
s/[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/[FILTERED]/g
s/[A-Za-z0-9_.+-]+%40[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/[FILTERED]/g
s/\+[1-9][0-9]{7,14}\b/[FILTERED]/g
s/\+[0-9]{1,3}[ -][0-9]{1,4}([ -][0-9]{2,5}){1,4}/[FILTERED]/g
s/(\([0-9]{3}\) |\b[0-9]{3}[-.])[0-9]{3}[-.][0-9]{4}\b/[FILTERED]/g
