import { useEffect, useState } from 'react';
import { type BlockHost, useHost } from '../blocks/host';
import type { Choice, ChoiceGroup, Element, StateValue } from '../slack/types';
import { plain } from '../slack/values';

/** One line of a picker's list; `choice` is there when the element's value is an option object. */
export interface Option {
  key: string;
  label: string;
  note?: string;
  group?: string;
  choice?: Choice;
}

type Source = 'options' | 'external' | 'users' | 'conversations' | 'channels';

export const isMulti = (element: Element): boolean => element.type.startsWith('multi_');

function sourceOf(element: Element): Source {
  const kind = element.type.replace('multi_', '');
  if (kind === 'external_select') return 'external';
  if (kind === 'users_select') return 'users';
  if (kind === 'conversations_select') return 'conversations';
  if (kind === 'channels_select') return 'channels';
  return 'options';
}

const optionOf = (choice: Choice, group?: string): Option => ({
  key: choice.value,
  label: plain(choice.text),
  note: plain(choice.description) || undefined,
  group,
  choice,
});

const isGroup = (entry: Choice | ChoiceGroup): entry is ChoiceGroup => 'options' in entry;

const flatten = (entries: (Choice | ChoiceGroup)[]): Option[] =>
  entries.flatMap((entry) =>
    isGroup(entry) ? entry.options.map((choice) => optionOf(choice, plain(entry.label))) : [optionOf(entry)],
  );

function listed(element: Element, source: Source, host: BlockHost): Option[] {
  switch (source) {
    case 'options':
      return flatten([...(element.options ?? []), ...(element.option_groups ?? [])]);
    case 'users':
      return host.people.map((person) => ({ key: person.id, label: person.name, note: person.note }));
    case 'conversations':
    case 'channels':
      return host.conversations
        .filter((place) => source === 'conversations' || place.id.startsWith('C'))
        .map((place) => ({ key: place.id, label: place.name, note: place.note }));
    default:
      return [];
  }
}

const matches = (option: Option, typed: string): boolean =>
  `${option.label} ${option.note ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase());

/** The options to offer for what is typed; external ones are asked of the app after a short pause. */
export function useOptions(
  element: Element,
  blockId: string,
  typed: string,
  open: boolean,
): { options: Option[]; waiting: boolean } {
  const host = useHost();
  const source = sourceOf(element);
  const [found, setFound] = useState<Option[]>([]);
  const [waiting, setWaiting] = useState(false);
  const tooShort = typed.length < (element.min_query_length ?? 3);

  useEffect(() => {
    if (source !== 'external' || !open || tooShort) return;
    setWaiting(true);
    let stale = false;
    const timer = setTimeout(() => {
      void host.suggest(blockId, element.action_id ?? '', typed).then((entries) => {
        if (stale) return;
        setFound(flatten(entries));
        setWaiting(false);
      });
    }, 250);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [source, open, typed, tooShort]);

  if (source === 'external') return { options: tooShort ? [] : found, waiting: waiting && !tooShort };
  return { options: listed(element, source, host).filter((option) => matches(option, typed)), waiting: false };
}

/** The chosen lines of a value. */
export function chosenOf(element: Element, value: StateValue | undefined, host: BlockHost): Option[] {
  const source = sourceOf(element);
  const many = isMulti(element);
  if (source === 'options' || source === 'external') {
    const choices = many ? (value?.selected_options ?? []) : value?.selected_option ? [value.selected_option] : [];
    return choices.map((choice) => optionOf(choice));
  }
  const places = source === 'users' ? host.people : host.conversations;
  const one = {
    users: value?.selected_user,
    conversations: value?.selected_conversation,
    channels: value?.selected_channel,
  }[source];
  const all = {
    users: value?.selected_users,
    conversations: value?.selected_conversations,
    channels: value?.selected_channels,
  }[source];
  return (many ? (all ?? []) : one ? [one] : []).map((id) => ({
    key: id,
    label: places.find((place) => place.id === id)?.name ?? id,
  }));
}

/** The value for these lines, in Slack's field for this kind of element. */
export function valueOf(element: Element, chosen: Option[]): StateValue {
  const { type } = element;
  const ids = chosen.map((option) => option.key);
  const choices = chosen.flatMap((option) => (option.choice ? [option.choice] : []));
  const many = isMulti(element);
  switch (sourceOf(element)) {
    case 'users':
      return many ? { type, selected_users: ids } : { type, selected_user: ids[0] ?? null };
    case 'conversations':
      return many ? { type, selected_conversations: ids } : { type, selected_conversation: ids[0] ?? null };
    case 'channels':
      return many ? { type, selected_channels: ids } : { type, selected_channel: ids[0] ?? null };
    default:
      return many ? { type, selected_options: choices } : { type, selected_option: choices[0] ?? null };
  }
}
