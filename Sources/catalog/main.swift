import Basics

#if canImport(Glibc)
import Glibc
#endif

let status = await runCatalog()
// Not `exit`: OpenSSL cleans up in it, while threads of librdkafka that are still ending use what it frees.
fflush(nil)
_exit(status)
