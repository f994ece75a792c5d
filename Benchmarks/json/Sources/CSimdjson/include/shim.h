#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One step of a document in order: kind is one of `n t f # " k [ ] { }` (`k`: a member's name); text is set for `#`, `"`, `k`
/// and lives until the next call.
struct json_step {
    const char *text;
    uint32_t length;
    char kind;
};

/// Reads `length` bytes (with 64 readable bytes behind them). Returns the number of steps, or -1; `*steps` is valid until the
/// next call on the same thread. DOM form: numbers lose their text, so they are given as printed again.
long simdjson_dom(const char *bytes, size_t length, const struct json_step **steps);
/// The same by the on-demand form, which keeps the text of numbers.
long simdjson_on_demand(const char *bytes, size_t length, const struct json_step **steps);

#ifdef __cplusplus
}
#endif
