import { createContext, useContext } from 'react';
import type { Organisation, People, Persona } from '../api/contract';

const HUES = [174, 214, 30, 262, 338, 96, 20, 196, 286, 52, 230, 150, 310, 0];

export interface Listing {
  person: Persona;
  organisation: Organisation;
  colour: string;
}

/** Everybody of the world by user id; one colour for each organisation. */
export type Directory = Map<string, Listing>;

export function directoryOf(people: People | null): Directory {
  const directory: Directory = new Map();
  people?.organisations.forEach((organisation, position) => {
    const hue = HUES[position % HUES.length];
    const colour =
      organisation.kind === 'none' ? 'hsl(0 0% 42%)' : `hsl(${hue} 42% ${position < HUES.length ? 34 : 26}%)`;
    for (const person of organisation.people) directory.set(person.id, { person, organisation, colour });
  });
  return directory;
}

export const DirectoryContext = createContext<Directory>(new Map());

export const useDirectory = (): Directory => useContext(DirectoryContext);
