#include "shim.h"

#include <deque>
#include <simdjson.h>
#include <string>
#include <vector>

using namespace simdjson;

namespace {
struct Walk {
    std::vector<json_step> steps;
    std::deque<std::string> texts;

    void add(char kind, std::string_view text = {}) {
        steps.push_back({text.data(), static_cast<uint32_t>(text.size()), kind});
    }

    void dom(dom::element element) {
        switch (element.type()) {
        case dom::element_type::ARRAY:
            add('[');
            for (dom::element child : dom::array(element)) dom(child);
            return add(']');
        case dom::element_type::OBJECT:
            add('{');
            for (auto [name, child] : dom::object(element)) {
                add('k', name);
                dom(child);
            }
            return add('}');
        case dom::element_type::STRING: return add('"', std::string_view(element));
        case dom::element_type::INT64: texts.push_back(std::to_string(int64_t(element))); return add('#', texts.back());
        case dom::element_type::UINT64: texts.push_back(std::to_string(uint64_t(element))); return add('#', texts.back());
        case dom::element_type::DOUBLE: texts.push_back(std::to_string(double(element))); return add('#', texts.back());
        case dom::element_type::BOOL: return add(bool(element) ? 't' : 'f');
        default: return add('n');
        }
    }

    template <typename Value> void onDemand(Value &value) {
        switch (ondemand::json_type(value.type())) {
        case ondemand::json_type::array:
            add('[');
            for (auto child : ondemand::array(value.get_array())) {
                ondemand::value item = child.value();
                onDemand(item);
            }
            return add(']');
        case ondemand::json_type::object:
            add('{');
            for (auto field : ondemand::object(value.get_object())) {
                add('k', field.unescaped_key());
                ondemand::value item = field.value();
                onDemand(item);
            }
            return add('}');
        case ondemand::json_type::string: return add('"', std::string_view(value.get_string()));
        case ondemand::json_type::number: {
            std::string_view token = value.raw_json_token();
            size_t end = token.find_last_not_of(" \t\r\n");
            token = token.substr(0, end + 1);
            if (double ignored; value.get_double().get(ignored)) throw simdjson_error(NUMBER_ERROR);
            return add('#', token);
        }
        case ondemand::json_type::boolean: return add(bool(value.get_bool()) ? 't' : 'f');
        default:
            if (!bool(value.is_null())) throw simdjson_error(N_ATOM_ERROR);
            return add('n');
        }
    }
};
thread_local Walk walk;
thread_local dom::parser domParser;
thread_local ondemand::parser onDemandParser;

template <typename Body> long guarded(const json_step **steps, Body body) {
    walk.steps.clear();
    walk.texts.clear();
    try {
        body();
    } catch (const simdjson_error &) {
        return -1;
    }
    *steps = walk.steps.data();
    return static_cast<long>(walk.steps.size());
}
} // namespace

long simdjson_dom(const char *bytes, size_t length, const json_step **steps) {
    return guarded(steps, [&] { walk.dom(domParser.parse(bytes, length, false).value()); });
}

long simdjson_on_demand(const char *bytes, size_t length, const json_step **steps) {
    return guarded(steps, [&] {
        ondemand::document document = onDemandParser.iterate(bytes, length, length + SIMDJSON_PADDING).value();
        walk.onDemand(document);
    });
}
