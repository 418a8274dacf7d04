import { describe, expect, it } from '@jest/globals';

import { sameScale } from './light-canvas.ts';

describe('the transform of a canvas that is panned', () => {
  it('keeps its scale to the last digit where only rounding changed it', () => {
    expect(
      sameScale(
        'matrix(0.09927953779697418,0,0,0.09927953779697418,333.4,9)',
        'matrix(0.09927954524755478,0,0,0.09927954524755478,336.4,14)',
      ),
    ).toBe('matrix(0.09927953779697418,0,0,0.09927953779697418,336.4,14)');
  });

  it('takes a new scale when somebody zooms, and what it cannot read as it is', () => {
    expect(sameScale('matrix(1,0,0,1,0,0)', 'matrix(1.02,0,0,1.02,5,5)')).toBe('matrix(1.02,0,0,1.02,5,5)');
    expect(sameScale(null, 'matrix(1,0,0,1,0,0)')).toBe('matrix(1,0,0,1,0,0)');
    expect(sameScale('translate(1 2)', 'matrix(1,0,0,1,0,0)')).toBe('matrix(1,0,0,1,0,0)');
  });
});
