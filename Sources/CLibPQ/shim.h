#pragma once
// Debian installs libpq's header below /usr/include/postgresql and names that folder only through pkg-config, whose
// flags SwiftPM refuses on Debian 13; both spellings are tried instead.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
