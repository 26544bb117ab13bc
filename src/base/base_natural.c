#include "base_natural.h"

#include <assert.h>
#include <gmp.h>

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NUMB_BITS == 64,
              "limbs are 64 bits without nails");

#define CHUNK UINT64_C(10000000000000000000)

uint64_t ks_power_of_ten(int64_t power)
{
#define THREE(n) (n), (n)*10, (n)*100
    static const uint64_t POWERS[KS_CHUNK_DIGITS + 1] = {
        THREE(UINT64_C(1)),
        THREE(UINT64_C(1000)),
        THREE(UINT64_C(1000000)),
        THREE(UINT64_C(1000000000)),
        THREE(UINT64_C(1000000000000)),
        THREE(UINT64_C(1000000000000000)),
        UINT64_C(1000000000000000000),
        CHUNK,
    };
#undef THREE
    return POWERS[power];
}

static size_t trimmed(const uint64_t *limbs, size_t size)
{
    while (size > 0 && limbs[size - 1] == 0) {
        size--;
    }
    return size;
}

ks_digits ks_natural_view(ks_natural a)
{
    return (ks_digits){a.limbs, a.size};
}

size_t ks_natural_bits(ks_digits a)
{
    return a.size == 0 ? 0 : a.size * 64 - (size_t)__builtin_clzll(a.limbs[a.size - 1]);
}

/* 0.30102 < log 2 < 0.30104 */
int64_t ks_natural_digits_min(ks_digits a)
{
    return a.size == 0 ? 0 : ((int64_t)ks_natural_bits(a) - 1) * 30102 / 100000 + 1;
}

int64_t ks_natural_digits_max(ks_digits a)
{
    return (int64_t)ks_natural_bits(a) * 30104 / 100000 + 1;
}

int ks_natural_compare(ks_digits a, ks_digits b)
{
    if (a.size != b.size) {
        return a.size < b.size ? -1 : 1;
    }
    int order = a.size > 0 ? mpn_cmp(a.limbs, b.limbs, (mp_size_t)a.size) : 0;
    return (order > 0) - (order < 0);
}

static void multiply_small(ks_natural *a, uint64_t factor)
{
    if (a->size > 0) {
        uint64_t carry = mpn_mul_1(a->limbs, a->limbs, (mp_size_t)a->size, factor);
        if (carry != 0) {
            a->limbs[a->size++] = carry;
        }
    }
}

ks_natural ks_natural_scale(ks_digits a, int64_t power, uint64_t *storage)
{
    ks_natural scaled = {storage, a.size};
    if (a.size == 0) {
        return scaled;
    }
    mpn_copyi(storage, a.limbs, (mp_size_t)a.size);
    for (; power >= KS_CHUNK_DIGITS; power -= KS_CHUNK_DIGITS) {
        multiply_small(&scaled, CHUNK);
    }
    if (power > 0) {
        multiply_small(&scaled, ks_power_of_ten(power));
    }
    return scaled;
}

void ks_natural_append(ks_natural *a, uint64_t factor, uint64_t addend)
{
    multiply_small(a, factor);
    uint64_t carry = addend;
    if (a->size > 0) {
        carry = mpn_add_1(a->limbs, a->limbs, (mp_size_t)a->size, addend);
    }
    if (carry != 0) {
        a->limbs[a->size++] = carry;
    }
}

uint64_t ks_natural_cut(ks_natural *a, uint64_t divisor)
{
    if (a->size == 0) {
        return 0;
    }
    uint64_t remainder = mpn_divrem_1(a->limbs, 0, a->limbs, (mp_size_t)a->size, divisor);
    a->size = trimmed(a->limbs, a->size);
    return remainder;
}

static int64_t strip_limb(uint64_t *limb)
{
    uint64_t number = *limb;
    int64_t count = 0;
    for (; number % 10 == 0; count++) {
        number /= 10;
    }
    *limb = number;
    return count;
}

int64_t ks_natural_strip_zeros(ks_natural *a)
{
    int64_t count = 0;
    while ((a->limbs[0] & 1) == 0) { /* odd numbers have none */
        if (a->size == 1) {
            return count + strip_limb(a->limbs);
        }
        uint64_t chunk = mpn_mod_1(a->limbs, (mp_size_t)a->size, CHUNK);
        if (chunk != 0) {
            int64_t last = strip_limb(&chunk);
            if (last > 0) {
                ks_natural_cut(a, ks_power_of_ten(last));
            }
            return count + last;
        }
        ks_natural_cut(a, CHUNK);
        count += KS_CHUNK_DIGITS;
    }
    return count;
}

void ks_natural_add(ks_natural *a, ks_digits b)
{
    ks_digits longer = a->size >= b.size ? ks_natural_view(*a) : b;
    ks_digits shorter = a->size >= b.size ? b : ks_natural_view(*a);
    uint64_t carry = mpn_add(a->limbs, longer.limbs, (mp_size_t)longer.size, shorter.limbs,
                             (mp_size_t)shorter.size);
    a->size = longer.size;
    if (carry != 0) {
        a->limbs[a->size++] = carry;
    }
}

bool ks_natural_subtract(ks_natural *a, ks_digits b)
{
    bool is_less = ks_natural_compare(ks_natural_view(*a), b) < 0;
    ks_digits larger = is_less ? b : ks_natural_view(*a);
    ks_digits lesser = is_less ? ks_natural_view(*a) : b;
    mpn_sub(a->limbs, larger.limbs, (mp_size_t)larger.size, lesser.limbs, (mp_size_t)lesser.size);
    a->size = trimmed(a->limbs, larger.size);
    return is_less;
}

ks_natural ks_natural_multiply(ks_digits a, ks_digits b, uint64_t *storage)
{
    ks_digits longer = a.size >= b.size ? a : b;
    ks_digits shorter = a.size >= b.size ? b : a;
    mpn_mul(storage, longer.limbs, (mp_size_t)longer.size, shorter.limbs, (mp_size_t)shorter.size);
    return (ks_natural){storage, trimmed(storage, a.size + b.size)};
}

void ks_natural_divide(ks_digits a, ks_digits b, ks_natural *quotient, ks_natural *remainder)
{
    if (a.size < b.size) {
        quotient->size = 0;
        mpn_copyi(remainder->limbs, a.limbs, (mp_size_t)a.size);
        remainder->size = a.size;
        return;
    }
    mpn_tdiv_qr(quotient->limbs, remainder->limbs, 0, a.limbs, (mp_size_t)a.size, b.limbs,
                (mp_size_t)b.size);
    quotient->size = trimmed(quotient->limbs, a.size - b.size + 1);
    remainder->size = trimmed(remainder->limbs, b.size);
}
