/** Colors of clusters in bars; the words stand beside them, so color is never the only sign. */
export const clusterColors = {
  'low-results': '#b3261e',
  'at-risk': '#c77d14',
  underperforming: '#8a6d1f',
  'bias-marker': '#6a4c93',
  stable: '#2b7350',
  unknown: '#9aa5ab',
} as const;
