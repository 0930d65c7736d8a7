/** The choices of the dial form. Asked without dials, so that a wrong dial still gets a page that can correct it. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';

export interface Standards {
  attribution: { id: string; rule: string }[];
  commitment: { id: string; rule: string }[];
  definitions: { id: string; rule: string }[];
  defaults: { standard: string; commitment: string; definitions: string; asOf: string };
}

const none: Envelope<Standards> = {
  snapshot: [],
  method: 'standards/1',
  parameters: {},
  assumptions: [],
  result: {
    attribution: [],
    commitment: [],
    definitions: [],
    defaults: { standard: '', commitment: '', definitions: '', asOf: '' },
  },
};

export async function load({ fetch }: ServerLoadEvent): Promise<{ standards: Envelope<Standards> }> {
  const response = await fetch('/api/v1/standards');
  return { standards: response.ok ? ((await response.json()) as Envelope<Standards>) : none };
}
