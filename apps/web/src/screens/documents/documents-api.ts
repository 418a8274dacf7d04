import type { DocumentDetails, DocumentInfo, DocumentKindInfo, Page } from '@opora/contracts';
import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { change, get, type Query } from '../../api/http.ts';

/** Documents by filters, newest first. */
export const useDocuments = (query: MaybeRefOrGetter<Query>) =>
  useQuery({
    queryKey: computed(() => ['documents', toValue(query)]),
    queryFn: ({ signal }) => get<Page<DocumentInfo>>('/documents', { limit: 200, ...toValue(query) }, signal),
    placeholderData: keepPreviousData,
  });

/** One document with its history. */
export const useDocument = (id: MaybeRefOrGetter<string>) =>
  useQuery({
    queryKey: computed(() => ['document', toValue(id)]),
    queryFn: ({ signal }) => get<DocumentDetails>(`/documents/${toValue(id)}`, {}, signal),
    enabled: computed(() => Boolean(toValue(id))),
  });

/** Kinds of documents; with a district, its templates too. */
export const useKinds = (district: MaybeRefOrGetter<string | undefined>) =>
  useQuery({
    queryKey: computed(() => ['document-kinds', toValue(district)]),
    queryFn: ({ signal }) =>
      get<Page<DocumentKindInfo>>('/documents/kinds', { district: toValue(district) }, signal),
  });

/** Sends a file to a place of the register. */
export function sendFile<T>(path: string, file: File, fields: { [name: string]: string } = {}): Promise<T> {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  form.append('file', file, file.name);
  return change<T>('POST', path, form);
}
