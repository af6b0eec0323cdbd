#ifndef CPHONE_H
#define CPHONE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What libphonenumber makes of one telephone number.
typedef struct {
  /// National significant number without its leading zeros.
  uint64_t national;
  /// Extension, its last nine digits; 0 where none.
  uint32_t extension_digits;
  /// ITU calling code.
  uint16_t calling_code;
  /// Zeros in front of the national number that belong to it (Italy).
  uint8_t leading_zeros;
  /// 1: the library's metadata hold the number for assigned.
  uint8_t is_valid;
} cphone_number;

/// Parses `count` bytes of UTF-8; `region` is an ISO 3166-1 alpha-2 code, or `ZZ` for none.
///
/// Returns 1 and fills `number`, or 0 where the library cannot read a number. Throws nothing.
int32_t cphone_parse(const uint8_t *text, size_t count, const char *region, cphone_number *number);

/// The library's own metadata: a `PhoneMetadataCollection` in Protocol Buffers' wire format, there for the life of the
/// process. NULL and 0 where this build of the library does not show them.
const uint8_t *cphone_metadata(size_t *count);

#ifdef __cplusplus
}
#endif
#endif
