import { createContext, useContext } from 'react';

/** How the ids in a text are called, and whether a mention means me. */
export interface Names {
  me: string;
  users: { id: string; name: string }[];
  channels: { id: string; name: string }[];
  now: Date;
  zone: string;
  theme: 'light' | 'dark';
}

export const NamesContext = createContext<Names>({
  me: '',
  users: [],
  channels: [],
  now: new Date('2026-11-24T08:00:00Z'),
  zone: 'Europe/Berlin',
  theme: 'light',
});

export const useNames = (): Names => useContext(NamesContext);
