import Basics

#if canImport(Glibc)
import Glibc
#endif

exit(await runCatalog())
