import { describe, expect, it } from '@jest/globals';
import type { MatchingProposal } from '@opora/contracts';
import { roomOf } from './partner-room.ts';

type Proposal = Pick<MatchingProposal, 'pairs' | 'partners'>;
/** Pairs as `school partner`, a `!` after those that a person has fixed; all partners can take as many schools. */
function proposal(capacity: number, ...pairs: string[]): Proposal {
  const district = { id: 'd', name: 'Район' };
  const one = (id: string) => ({ id, name: `Школа ${id}`, district });
  return {
    pairs: pairs.map((text) => {
      const [school = '', partner = ''] = text.replace('!', '').split(' ');
      return { school: one(school), partner: one(partner), fixed: text.endsWith('!'), score: 1, aspects: [] };
    }),
    partners: ['p', 'q'].map((id) => ({
      ...one(id),
      ...{ capacity, ownCapacity: false, load: 0, proposed: 0, strengths: [] },
    })),
  };
}

describe('the room of a partner for a school', () => {
  it('is free while it has places that nobody is proposed', () => {
    expect(roomOf(proposal(1, 'a p'), 'b', 'q')).toEqual({ kind: 'free' });
    expect(roomOf(proposal(2, 'a p'), 'b', 'p')).toEqual({ kind: 'free' });
  });

  it('is the own one of a school that has this partner', () => {
    expect(roomOf(proposal(1, 'a p'), 'a', 'p')).toEqual({ kind: 'own', fixed: false });
    expect(roomOf(proposal(1, 'a p!'), 'a', 'p')).toEqual({ kind: 'own', fixed: true });
  });

  it('names who would have to give it up', () => {
    expect(roomOf(proposal(1, 'a p'), 'b', 'p')).toEqual({ kind: 'proposed', schools: ['Школа a'] });
    expect(roomOf(proposal(2, 'a p!', 'c p'), 'b', 'p')).toEqual({ kind: 'proposed', schools: ['Школа c'] });
  });

  it('names for whom it is fixed when no place is left to be given up', () => {
    expect(roomOf(proposal(1, 'a p!'), 'b', 'p')).toEqual({
      kind: 'fixed',
      held: [{ id: 'a', name: 'Школа a' }],
    });
  });

  it('counts the schools that the partner supports already', () => {
    const full = proposal(2, 'a p');
    full.partners[0]!.load = 1;
    expect(roomOf(full, 'b', 'p')).toEqual({ kind: 'proposed', schools: ['Школа a'] });
  });
});
