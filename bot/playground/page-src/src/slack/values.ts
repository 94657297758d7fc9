import type { Block, Choice, Element, RichText, StateValue, StateValues } from './types';

const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The words of a text object as people read them. */
export const plain = (text: { text: string } | string | undefined | null): string =>
  typeof text === 'string' ? text : unescaped(text?.text ?? '');

/** A text as the single section that Slack's rich text editor would make of it. */
export function richTextOf(text: string): RichText {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

export function textOfRichText(rich: RichText | string | undefined | null): string {
  if (!rich || typeof rich === 'string') return rich ?? '';
  const words = (node: unknown): string => {
    if (typeof node !== 'object' || node === null) return '';
    const { text, url, name, elements } = node as Record<string, unknown>;
    if (Array.isArray(elements)) return elements.map(words).join('');
    if (typeof text === 'string') return text;
    if (typeof url === 'string') return url;
    return typeof name === 'string' ? `:${name}:` : '';
  };
  return rich.elements.map(words).join('\n');
}

const TEXT_INPUTS = new Set(['plain_text_input', 'email_text_input', 'url_text_input', 'number_input']);
const MANY_CHOICES = new Set(['multi_static_select', 'multi_external_select', 'checkboxes']);
const ONE_CHOICE = new Set(['static_select', 'external_select', 'radio_buttons']);

/** What an untouched element holds, or null for elements without a value (buttons). */
export function initialValue(element: Element): StateValue | null {
  const { type } = element;
  if (TEXT_INPUTS.has(type)) {
    return { type, value: typeof element.initial_value === 'string' ? element.initial_value : null };
  }
  if (ONE_CHOICE.has(type)) return { type, selected_option: element.initial_option ?? null };
  if (MANY_CHOICES.has(type)) return { type, selected_options: element.initial_options ?? [] };
  switch (type) {
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: (element.initial_value as RichText | undefined) ?? null };
    case 'file_input':
      return { type, files: [] };
    default:
      return null;
  }
}

/** The elements of a block that may hold a value. */
export function elementsOf(block: Block): Element[] {
  const inside = [block.element, block.accessory, ...((block.elements as unknown[] | undefined) ?? [])];
  return inside.filter((found): found is Element => typeof (found as Element | null)?.type === 'string');
}

/**
 * The state of all inputs of these blocks: what was typed, else what the server kept, else what the app set;
 * entries of elements that are gone are left out.
 */
export function valuesFor(blocks: Block[], kept: StateValues, typed: StateValues): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const initial = initialValue(element);
      const [blockId, actionId] = [block.block_id ?? '', element.action_id ?? ''];
      if (initial === null) continue;
      const present = typed[blockId]?.[actionId] ?? kept[blockId]?.[actionId];
      values[blockId] = { ...values[blockId], [actionId]: present?.type === element.type ? present : initial };
    }
    if (Array.isArray(block.child_blocks)) {
      Object.assign(values, valuesFor(block.child_blocks as Block[], kept, typed));
    }
  }
  return values;
}

export const sameChoice = (one: Choice | null | undefined, other: Choice): boolean => one?.value === other.value;
