import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Block, ChosenAction, StateValues } from '../slack/types';
import { valuesFor } from '../slack/values';
import { BlockList } from './BlockList';
import { type BlockHost, HostContext, useHost } from './host';
import { NamesContext, useNames } from './names';
import { useState } from 'react';

afterEach(cleanup);

const plainText = (text: string) => ({ type: 'plain_text' as const, text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text });
const option = (text: string) => ({ text: plainText(text), value: text.toLowerCase() });
const input = (block_id: string, label: string, element: object): Block => ({
  type: 'input',
  block_id,
  label: plainText(label),
  element: { action_id: 'v', ...element },
});

interface Shown {
  acted: ChosenAction[];
  values(): StateValues;
}

/** Draws blocks as a message would, with two people to name, and keeps what was done. */
function show(blocks: Block[], errors: Record<string, string> = {}): Shown {
  const acted: ChosenAction[] = [];
  let latest: StateValues = {};
  function Place() {
    const [typed, setTyped] = useState<StateValues>({});
    const values = valuesFor(blocks, {}, typed);
    latest = values;
    const host: BlockHost = {
      ...useHost(),
      people: [
        { id: 'UNADIA', name: 'Nadia Rossi' },
        { id: 'UCOLM', name: 'Colm Byrne' },
      ],
      values,
      errors,
      change: (block, action, value) => setTyped((now) => ({ ...now, [block]: { ...now[block], [action]: value } })),
      act: async (action) => {
        acted.push(action);
      },
      suggest: async (_block, _action, asked) => [option(`${asked} GmbH`)],
    };
    const names = { ...useNames(), me: 'ULENA', users: [{ id: 'UNADIA', name: 'Nadia Rossi' }] };
    return (
      <NamesContext value={names}>
        <HostContext value={host}>
          <BlockList blocks={blocks} />
        </HostContext>
      </NamesContext>
    );
  }
  render(<Place />);
  return { acted, values: () => latest };
}

describe('words', () => {
  it('names people, formats dates in the zone of the world and opens links elsewhere', () => {
    show([
      {
        type: 'section',
        text: mrkdwn('*Hello* <@UNADIA>, due <!date^1795503600^{date_num} {time}|soon>, <https://a.example|read>'),
      },
    ]);
    expect(screen.getByText('@Nadia Rossi')).toBeTruthy();
    expect(screen.getByText('2026-11-24 08:00')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'read' }).getAttribute('target')).toBe('_blank');
  });

  it('does not make a link of a script', () => {
    show([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'press' }] },
        ],
      },
    ]);
    expect(screen.getByText('press')).toBeTruthy();
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('names people inside Markdown and draws its table', () => {
    show([{ type: 'markdown', text: 'Ask <@UNADIA>\n\n| Tier | Discount |\n|---|---|\n| Gold | 32 % |' }]);
    expect(screen.getByText('@Nadia Rossi')).toBeTruthy();
    expect(screen.getByRole('cell', { name: '32 %' })).toBeTruthy();
  });
});

describe('an unknown or broken block', () => {
  it('is shown as JSON beside the others', () => {
    show([
      { type: 'hologram', depth: 3 },
      { type: 'section', text: mrkdwn('still here') },
    ]);
    expect(screen.getByText(/"depth": 3/)).toBeTruthy();
    expect(screen.getByText('still here')).toBeTruthy();
  });

  it('that cannot be drawn is shown as JSON too', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    show([
      { type: 'data_table', caption: 'no rows' },
      { type: 'section', text: mrkdwn('still here') },
    ]);
    expect(screen.getByText(/"caption": "no rows"/)).toBeTruthy();
    expect(screen.getByText('still here')).toBeTruthy();
  });
});

describe('buttons', () => {
  it('ask the confirmation before they act', async () => {
    const confirm = {
      title: plainText('Approve?'),
      text: mrkdwn('It is final.'),
      confirm: plainText('Yes, approve'),
      deny: plainText('No'),
    };
    const { acted } = show([
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', text: plainText('Approve'), action_id: 'ok', value: '7', confirm }],
      },
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Approve' }));
    expect(acted).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Yes, approve' }));
    await waitFor(() => expect(acted).toEqual([{ block_id: 'b', action_id: 'ok', value: '7' }]));
  });

  it('of feedback send their own value', async () => {
    const { acted } = show([
      {
        type: 'context_actions',
        block_id: 'f',
        elements: [
          {
            type: 'feedback_buttons',
            action_id: 'fb',
            positive_button: { text: plainText('Good'), value: 'plus' },
            negative_button: { text: plainText('Bad'), value: 'minus' },
          },
        ],
      },
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Bad' }));
    await waitFor(() => expect(acted).toEqual([{ block_id: 'f', action_id: 'fb', value: 'minus' }]));
  });
});

describe('inputs', () => {
  it('hold their initial values before anybody touches them', () => {
    const { values } = show([
      input('n', 'Quantity', { type: 'number_input', initial_value: '12' }),
      input('d', 'Close', { type: 'datepicker', initial_date: '2027-03-31' }),
      input('l', 'Line', { type: 'static_select', options: [option('Firewall')], initial_option: option('Firewall') }),
    ]);
    expect(values().n?.v?.value).toBe('12');
    expect(values().d?.v?.selected_date).toBe('2027-03-31');
    expect(values().l?.v?.selected_option?.value).toBe('firewall');
  });

  it('show their error beside the field', () => {
    show([input('c', 'Customer', { type: 'plain_text_input' })], { c: 'Say which customer.' });
    expect(screen.getByRole('alert').textContent).toBe('Say which customer.');
    expect(screen.getByRole('textbox', { name: 'Customer' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('pick a person with the keyboard', () => {
    const { values } = show([input('w', 'Contact', { type: 'users_select' })]);
    const field = screen.getByRole('combobox', { name: 'Contact' });
    fireEvent.change(field, { target: { value: 'colm' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(values().w?.v?.selected_user).toBe('UCOLM');
  });

  it('ask the app for the options of an external select', async () => {
    const { values } = show([input('x', 'Customer', { type: 'external_select', min_query_length: 2 })]);
    const field = screen.getByRole('combobox', { name: 'Customer' });
    fireEvent.change(field, { target: { value: 'Ried' } });
    fireEvent.mouseDown(await screen.findByRole('option', { name: 'Ried GmbH' }));
    expect(values().x?.v?.selected_option?.value).toBe('ried gmbh');
  });
});

describe('figures', () => {
  const cell = (text: string) => ({ type: 'raw_text', text });

  it('of a data table can be sorted, filtered and paged', () => {
    const rows = [
      [cell('Part'), cell('EUR')],
      ...[9, 100, 20].map((value) => [cell(`P${value}`), { type: 'raw_number', value }]),
    ];
    show([{ type: 'data_table', caption: 'Prices', page_size: 2, rows }]);
    const names = () =>
      within(screen.getByRole('table'))
        .getAllByRole('rowheader')
        .map((found) => found.textContent);
    expect(names()).toEqual(['P9', 'P100']);
    fireEvent.click(screen.getByRole('button', { name: 'Sort by EUR' }));
    expect(names()).toEqual(['P9', 'P20']);
    fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(names()).toEqual(['P100']);
    fireEvent.change(screen.getByRole('textbox', { name: 'Filter Prices' }), { target: { value: 'p20' } });
    expect(names()).toEqual(['P20']);
  });

  it('of a pie are said in words', () => {
    show([
      {
        type: 'data_visualization',
        title: 'Lines',
        chart: {
          type: 'pie',
          segments: [
            { label: 'Firewall', value: 3 },
            { label: 'Wireless', value: 1 },
          ],
        },
      },
    ]);
    expect(screen.getByText(/Firewall: 3 \(75 %\)/)).toBeTruthy();
  });

  it('of a bar chart are also in a table', () => {
    show([
      {
        type: 'data_visualization',
        title: 'Quarters',
        chart: {
          type: 'bar',
          series: [{ name: 'Northwall', data: [{ label: 'Q1', value: 31000 }] }],
          axis_config: { categories: ['Q1', 'Q2'] },
        },
      },
    ]);
    expect(screen.getByRole('cell', { name: '31,000' })).toBeTruthy();
    expect(screen.getByRole('cell', { name: '–' })).toBeTruthy();
  });
});
