import { Problem } from '../local/lib/client.mjs';

/**
 * Makes the working roadmap of each programme of the coordinator's district and hands it out to the supported schools; what
 * is there already stays.
 * @param {import('../local/lib/client.mjs').Client} coordinator
 */
export async function openRoadmaps(coordinator) {
  const { items } = await coordinator.get('/api/programmes');
  for (const { id, measures, roadmapId } of items) {
    if (roadmapId !== null || measures === 0) continue;
    try {
      const roadmap = await coordinator.post('/api/roadmaps/from-programme', { programmeId: id });
      const { participants } = await coordinator.get(`/api/programmes/${encodeURIComponent(id)}`);
      const schools = participants.map((/** @type {{ id: string }} */ school) => school.id);
      if (schools.length > 0) await coordinator.post(`/api/roadmaps/${roadmap.id}/cascade`, { schools });
    } catch (error) {
      // A programme that is seen through a partnership belongs to another district's coordinator.
      if (!(error instanceof Problem) || ![403, 404, 409].includes(error.status)) throw error;
    }
  }
}
