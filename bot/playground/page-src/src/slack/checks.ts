import type { Block, Element, StateValues } from './types';
import { elementsOf } from './values';

function numberFault(element: Element, text: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) {
    return element.is_decimal_allowed ? 'Write a number, such as 12 or 12.5.' : 'Write a whole number, such as 12.';
  }
  if (!element.is_decimal_allowed && text.includes('.')) return 'Write a whole number, such as 12.';
  if (element.min_value !== undefined && Number(text) < Number(element.min_value)) {
    return `The least is ${element.min_value}.`;
  }
  if (element.max_value !== undefined && Number(text) > Number(element.max_value)) {
    return `The most is ${element.max_value}.`;
  }
  return null;
}

function textFault(element: Element, text: string): string | null {
  switch (element.type) {
    case 'number_input':
      return numberFault(element, text);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'Write an email address, such as name@company.example.';
    case 'url_text_input':
      return URL.canParse(text) && /^https?:/i.test(text) ? null : 'Write an address that begins with https://.';
    case 'plain_text_input':
      return element.min_length && text.length < element.min_length
        ? `Write at least ${element.min_length} characters.`
        : null;
    default:
      return null;
  }
}

/** What Slack's own client refuses before it asks the app, by block id. Missing answers are the server's to find. */
export function faultsOf(blocks: Block[], values: StateValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    for (const element of elementsOf(block)) {
      const typed = values[block.block_id ?? '']?.[element.action_id ?? '']?.value;
      const fault = typed ? textFault(element, typed.trim()) : null;
      if (fault) faults[block.block_id ?? ''] = fault;
    }
  }
  return faults;
}
