import { call, nullOf, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { isSet } from '../../expressions.js';
import { headerCells, headerKey } from '../../header-cells.js';
import type { ObservedNames, Shape } from '../../source.js';
import { rowOf } from '../../stored-log/row.js';
import { log } from '../log.js';

/** Columns that the download always has; its `Date (UTC)` was once called `Date`. */
const telling = ['CorrelationId', 'Service', 'Category', 'Activity', 'Result', 'ActorUserPrincipalName'];

/**
 * The Entra portal's CSV download of the audit log: one row for a change, its targets, their changed properties and
 * the details in numbered columns (log-format reference, section 4). It has no id and no type of operation.
 */
export const portal: Shape = {
  id: 'entra-portal',
  title: 'Entra portal download (CSV)',
  recognises: (record) => {
    const names = new Set(Object.keys(record).map(headerKey));
    return (
      telling.every((name) => names.has(headerKey(name))) && (names.has('date(utc)') || names.has('date'))
    );
  },
  read: (observed, { dayFirst }) => {
    const { cell, fields } = headerCells(observed);
    const actor = actorOf(cell);
    const texts = {
      ActivityDateTime: cell('Date (UTC)', 'Date'),
      ActivityDisplayName: cell('Activity'),
      AdditionalDetails: textOf(
        numbersIn(observed, /^AdditionalDetail(\d+)Key$/i).map((at) => ({
          key: cell(`AdditionalDetail${at}Key`),
          value: cell(`AdditionalDetail${at}Value`),
        })),
      ),
      CallerIpAddress: actor.callerAddress,
      Category: cell('Category'),
      CorrelationId: cell('CorrelationId'),
      InitiatedBy: actor.initiatedBy,
      LoggedByService: cell('Service'),
      Result: cell('Result'),
      ResultReason: cell('ResultReason'),
      TargetResources: textOf(
        numbersIn(observed, /^Target(\d+)Type$/i).map((at) => targetOf(observed, cell, `Target${at}`)),
      ),
      UserAgent: cell('User Agent'),
    };
    return { fields, ...rowOf(log, { table: text('AuditLogs'), texts, dayFirst }) };
  },
};

function textOf(items: readonly Properties[]): Expression {
  return call('toText', [listOf(items)]);
}

type CellOf = (...headers: readonly string[]) => Expression;

/** Who made the change: an application where the row says so, or names a service principal and no user. */
function actorOf(cell: CellOf): { readonly initiatedBy: Expression; readonly callerAddress: Expression } {
  const type = cell('ActorType');
  const principal = cell('ActorServicePrincipalId');
  const isApplication = call('if', [
    isSet(type),
    call('startsWith', [call('lower', [type]), text('app')]),
    isSet(principal),
  ]);
  const address = cell('IPAddress');
  const app = objectOf({
    app: objectOf({
      displayName: call('coalesce', [cell('ActorServicePrincipalName'), cell('ActorDisplayName')]),
      servicePrincipalId: call('coalesce', [principal, cell('ActorObjectId')]),
      servicePrincipalName: cell('ActorServicePrincipalName'),
    }),
  });
  const user = objectOf({
    user: objectOf({
      id: cell('ActorObjectId'),
      displayName: cell('ActorDisplayName'),
      userPrincipalName: cell('ActorUserPrincipalName'),
      ipAddress: address,
      homeTenantId: cell('ActorHomeTenantId'),
      homeTenantName: cell('ActorHomeTenantName'),
    }),
  });
  return {
    initiatedBy: call('toText', [call('if', [isApplication, app, user])]),
    callerAddress: call('if', [isApplication, address, nullOf('string')]),
  };
}

function targetOf(observed: ObservedNames, cell: CellOf, target: string): Properties {
  const pattern = new RegExp(`^${target}ModifiedProperty(\\d+)Name$`, 'i');
  const properties = numbersIn(observed, pattern).map((at) => ({
    displayName: cell(`${target}ModifiedProperty${at}Name`),
    oldValue: cell(`${target}ModifiedProperty${at}OldValue`),
    newValue: cell(`${target}ModifiedProperty${at}NewValue`),
  }));
  return {
    id: cell(`${target}ObjectId`),
    displayName: cell(`${target}DisplayName`),
    type: cell(`${target}Type`),
    userPrincipalName: cell(`${target}UserPrincipalName`),
    modifiedProperties: listOf(properties),
  };
}

type Properties = Readonly<Record<string, Expression>>;

function objectOf(properties: Properties): Expression {
  return call(
    'makeObject',
    Object.entries(properties).flatMap(([name, value]) => [text(name), value]),
  );
}

/** A JSON list of the objects of which any text is filled. */
function listOf(items: readonly Properties[]): Expression {
  const none = call('makeArray', []);
  return call('arrayConcat', [
    none,
    ...items.map((item) => {
      const texts = Object.values(item).filter((value) => value.type === 'string');
      return call('if', [or(...texts.map(isSet)), call('makeArray', [objectOf(item)]), none]);
    }),
  ]);
}

/** The numbers in headers that a pattern finds, in rising order. */
function numbersIn(observed: ObservedNames, pattern: RegExp): readonly number[] {
  const found = observed.names.flatMap((name) => pattern.exec(name.replaceAll(/\s+/g, ''))?.[1] ?? []);
  return [...new Set(found.map(Number))].toSorted((left, right) => left - right);
}
