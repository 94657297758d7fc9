import { describe, expect, it } from 'vitest';
import { faultsOf } from './checks';

const fault = (element: object, value: string): string | undefined => {
  const type = (element as { type: string }).type;
  const block = { type: 'input', block_id: 'b', element: { action_id: 'a', ...element } };
  return faultsOf([block], { b: { a: { type, value } } }).b;
};

describe('what is refused before the app is asked', () => {
  it.each([
    [{ type: 'number_input' }, '12.5'],
    [{ type: 'number_input', is_decimal_allowed: true }, '12,5'],
    [{ type: 'number_input', min_value: '1' }, '0'],
    [{ type: 'number_input', max_value: '9' }, '10'],
    [{ type: 'email_text_input' }, 'lena at alpenrock'],
    [{ type: 'url_text_input' }, 'javascript:alert(1)'],
    [{ type: 'plain_text_input', min_length: 3 }, 'no'],
  ])('%o with %s', (element, value) => {
    expect(fault(element, value)).toBeTruthy();
  });

  it.each([
    [{ type: 'number_input', is_decimal_allowed: true, min_value: '1', max_value: '20' }, '12.5'],
    [{ type: 'email_text_input' }, 'lena@alpenrock.example'],
    [{ type: 'url_text_input' }, 'https://alpenrock.example/a'],
    [{ type: 'plain_text_input' }, ''],
  ])('not %o with %s', (element, value) => {
    expect(fault(element, value)).toBeUndefined();
  });
});
