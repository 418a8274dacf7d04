// The workflow of cases with the functions that this program adds to FEEL; the bundle starts here.
import './working-time.ts';

export { $batch, $start, default } from '@opora/host/workflow';
