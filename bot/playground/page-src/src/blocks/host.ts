import { createContext, useContext } from 'react';
import type { Choice, ChoiceGroup, ChosenAction, SlackFile, StateValue, StateValues } from '../slack/types';

/** One row of a people or conversation picker. */
export interface Pick {
  id: string;
  name: string;
  note?: string;
}

/** What blocks need from the place that shows them: names, what was chosen so far, and somebody to tell. */
export interface BlockHost {
  surface: 'message' | 'home' | 'modal';
  zone: string;
  people: Pick[];
  conversations: Pick[];
  here: string | null;
  values: StateValues;
  errors: Record<string, string>;
  change(blockId: string, actionId: string, value: StateValue): void;
  act(action: ChosenAction): Promise<void>;
  suggest(blockId: string, actionId: string, typed: string): Promise<Choice[] | ChoiceGroup[]>;
  upload(files: File[]): Promise<SlackFile[]>;
  fileUrl(file: { id: string }): string;
  showPerson(id: string): void;
}

const nothingToTell: BlockHost = {
  surface: 'message',
  zone: 'Europe/Berlin',
  people: [],
  conversations: [],
  here: null,
  values: {},
  errors: {},
  change: () => undefined,
  act: async () => undefined,
  suggest: async () => [],
  upload: async () => [],
  fileUrl: (file) => `/play/api/files/${file.id}`,
  showPerson: () => undefined,
};

export const HostContext = createContext<BlockHost>(nothingToTell);

export const useHost = (): BlockHost => useContext(HostContext);

/** How an element reports: `act` at once, `keep` for the submission, `keep+act` for an input with dispatch_action. */
export type Reporting = 'act' | 'keep' | 'keep+act';

export interface ElementProps {
  element: import('../slack/types').Element;
  blockId: string;
  reporting: Reporting;
  labelledBy?: string;
  describedBy?: string;
  invalid?: boolean;
}

/** The present value of an element and the way to change it. */
export function useElementValue(props: ElementProps): {
  value: StateValue | undefined;
  report: (value: StateValue, dispatch?: boolean) => Promise<void>;
} {
  const host = useHost();
  const actionId = props.element.action_id ?? '';
  return {
    value: host.values[props.blockId]?.[actionId],
    report: async (value, dispatch = true) => {
      host.change(props.blockId, actionId, value);
      if (props.reporting !== 'keep' && dispatch) {
        await host.act({ block_id: props.blockId, action_id: actionId, ...value });
      }
    },
  };
}
