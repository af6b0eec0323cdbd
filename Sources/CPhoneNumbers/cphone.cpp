#include "cphone.h"

#include <phonenumbers/phonenumberutil.h>

#include <string>

namespace i18n {
namespace phonenumbers {
// Of the library's metadata.h, which is not installed; weak, so that a library without them links too.
__attribute__((weak)) int metadata_size();
__attribute__((weak)) const void *metadata_get();
}  // namespace phonenumbers
}  // namespace i18n

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

extern "C" int32_t cphone_parse(const uint8_t *text, size_t count, const char *region, cphone_number *number) {
  try {
    static const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
    // Kept per thread: their capacity is reused from call to call.
    thread_local PhoneNumber parsed;
    thread_local std::string input;
    input.assign(reinterpret_cast<const char *>(text), count);
    parsed.Clear();
    if (util->Parse(input, region, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return 0;
    number->national = parsed.national_number();
    number->calling_code = static_cast<uint16_t>(parsed.country_code());
    number->leading_zeros =
        parsed.italian_leading_zero() ? static_cast<uint8_t>(parsed.number_of_leading_zeros()) : 0;
    number->is_valid = util->IsValidNumber(parsed) ? 1 : 0;
    uint32_t extension = 0;
    const std::string &digits = parsed.extension();
    for (size_t i = digits.size() > 9 ? digits.size() - 9 : 0; i < digits.size(); i++) {
      if (digits[i] >= '0' && digits[i] <= '9') extension = extension * 10 + static_cast<uint32_t>(digits[i] - '0');
    }
    number->extension_digits = extension;
    return 1;
  } catch (...) {
    return 0;
  }
}

extern "C" const uint8_t *cphone_metadata(size_t *count) {
  *count = 0;
  if (!i18n::phonenumbers::metadata_get || !i18n::phonenumbers::metadata_size) return nullptr;
  *count = static_cast<size_t>(i18n::phonenumbers::metadata_size());
  return static_cast<const uint8_t *>(i18n::phonenumbers::metadata_get());
}
