import { useMemo, useState } from 'react';
import type { Container } from '../api/contract';
import type { BlockHost } from '../blocks/host';
import type { Block, StateValues } from '../slack/types';
import { valuesFor } from '../slack/values';
import { usePart, useSession, useWorld } from '../state/use';

interface Place {
  container: Container;
  surface: BlockHost['surface'];
  blocks: Block[];
  kept?: StateValues;
  errors?: Record<string, string>;
}

const NO_ERRORS: Record<string, string> = {};

/** Connects the blocks of one message, view or Home with the session; what was typed lives here. */
export function useBlockHost({ container, surface, blocks, kept, errors }: Place): BlockHost {
  const session = useSession();
  const world = useWorld();
  const conversation = usePart((page) => page.conversation);
  const [typed, setTyped] = useState<StateValues>({});
  const values = useMemo(() => valuesFor(blocks, kept ?? {}, typed), [blocks, kept, typed]);
  const people = useMemo(
    () =>
      Object.values(world.users)
        .filter((user) => !user.is_bot)
        .map((user) => ({ id: user.id, name: user.real_name || user.name, note: user.title })),
    [world.users],
  );
  const conversations = useMemo(
    () => world.conversations.map((one) => ({ id: one.id, name: one.kind === 'im' ? one.name : `#${one.name}` })),
    [world.conversations],
  );
  return {
    surface,
    zone: world.zone,
    people,
    conversations,
    here: conversation,
    values,
    errors: errors ?? NO_ERRORS,
    change: (blockId, actionId, value) =>
      setTyped((now) => ({ ...now, [blockId]: { ...now[blockId], [actionId]: value } })),
    act: async (action) => {
      const { block_id: blockId, action_id: actionId } = action;
      const known = values[blockId]?.[actionId];
      const present = known
        ? { ...values, [blockId]: { ...values[blockId], [actionId]: { ...known, ...action } as typeof known } }
        : values;
      await session.attempt(session.hand.act(container, action, present));
    },
    suggest: async (blockId, actionId, value) => {
      const asked = { block_id: blockId, action_id: actionId, value };
      const answer = await session.attempt(session.hand.suggest(container, asked));
      return answer?.option_groups ?? answer?.options ?? [];
    },
    upload: async (files) => (await session.attempt(session.hand.upload(files)))?.files ?? [],
    fileUrl: (file) => session.hand.fileUrl({ name: '', ...file }, false),
    showPerson: (id) => void session.openDirect(id),
  };
}
