/**
 * Something that happened to an entity of a service, as a CloudEvents 1.0 event in JSON format. It contains keys and
 * facts, but no personal data.
 */
export interface ServiceEvent {
  readonly specversion: '1.0';
  /** The entity and its revision: `order/4711@2`. A repetition has the same id. */
  readonly id: string;
  /** The service that publishes the event: `/orders`. */
  readonly source: string;
  /** The kind of change and the version of the data: `shop.order.confirmed.v1`. */
  readonly type: string;
  /** The id of the entity. */
  readonly subject: string;
  /** The time at which it happened, in RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** An extension: the revision of the entity, so that a consumer can ignore an outdated event. */
  readonly revision: number;
  /** An extension: the id of the user to whom the entity belongs. */
  readonly owner?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The parts that vary between the events of one kind of entity. */
export interface EventParts {
  /** The kind of entity, the first part of the event's id: `order`. */
  readonly entity: string;
  readonly type: string;
  readonly subject: string;
  readonly revision: number;
  readonly time: Date;
  readonly owner?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @param service the name of the publishing service */
export function createEvent(
  service: string,
  { entity, type, subject, revision, time, owner, data }: EventParts,
): ServiceEvent {
  return {
    specversion: '1.0',
    id: `${entity}/${subject}@${revision}`,
    source: `/${service}`,
    type,
    subject,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    revision,
    ...(owner === undefined ? {} : { owner }),
    data,
  };
}
