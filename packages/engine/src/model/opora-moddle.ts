/** The `opora:` namespace: what the domain adds to BPMN, as a moddle descriptor. */
export const oporaModdle = {
  name: 'Opora',
  prefix: 'opora',
  uri: 'http://opora.dev/schema/bpmn/1.0',
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    {
      name: 'Vote',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:UserTask'] },
      properties: ['voters', 'size', 'quorum', 'rule', 'choices', 'outcomeVariable', 'secret'].map(
        (name) => ({ name, type: 'String', isAttr: true }),
      ),
    },
    {
      name: 'Publish',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:SendTask', 'bpmn:IntermediateThrowEvent', 'bpmn:EndEvent'] },
      properties: ['correlationKey', 'timeToLive'].map((name) => ({ name, type: 'String', isAttr: true })),
    },
  ],
};
