#pragma once
#include <sys/types.h>

// Calls that Swift's Glibc overlay hides behind _GNU_SOURCE, or cannot make because they are variadic.

/// Names the calling thread; Linux keeps 15 bytes.
void csystem_name_thread(const char *name);
