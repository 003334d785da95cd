{{/* What everything of a release is called, and shares. */}}
{{- define "cim.name" -}}
{{- ternary .Release.Name (printf "%s-cim" .Release.Name) (contains "cim" .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Takes a list: the root, and the part. */}}
{{- define "cim.selector" -}}
app.kubernetes.io/name: cim
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "cim.labels" -}}
{{ include "cim.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end -}}

{{- define "cim.image" -}}
{{- $root := index . 0 -}}
image: {{ printf "%s%s:%s" $root.Values.image.registry (index . 1) ($root.Values.image.tag | default $root.Chart.AppVersion) | quote }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
{{- end -}}

{{- define "cim.secret" -}}
{{- .Values.security.existingSecret | default (printf "%s-secrets" (include "cim.name" .)) -}}
{{- end -}}

{{- define "cim.zookeeper" -}}
{{- if .Values.zookeeper.bundled -}}
{{- $name := include "cim.name" . -}}
{{- $hosts := list -}}
{{- range until (int .Values.zookeeper.replicas) -}}
{{- $hosts = append $hosts (printf "%s-zookeeper-%d.%s-zookeeper:2181" $name . $name) -}}
{{- end -}}
{{- join "," $hosts -}}
{{- else -}}
{{- required "zookeeper.addresses: nothing (expected: host:port, several separated by commas, because zookeeper.bundled is false)" .Values.zookeeper.addresses -}}
{{- end -}}
{{- end -}}

{{/* Properties that servers and routes share. */}}
{{- define "cim.env" -}}
- {name: APP_ZK_ADDR, value: {{ include "cim.zookeeper" . | quote }}}
# Files that are named like properties.
- {name: SPRING_CONFIG_IMPORT, value: "configtree:/run/cim/secrets/"}
- {name: CIM_SECURITY_CLUSTER_SECRET_FILE, value: /run/cim/secrets/cluster-secret}
- {name: CIM_SECURITY_LOCAL_SCRIPTS, value: "false"}
{{- with .Values.route.trustedProxies }}
- {name: CIM_HTTP_TRUSTED_PROXIES, value: {{ . | quote }}}
{{- end }}
{{- $origins := .Values.web.origins }}
{{- with .Values.route.ingress }}
{{- if .enabled }}
{{- $own := printf "%s://%s" (ternary "https" "http" (not (empty .tlsSecret))) .host }}
{{- $origins = ternary (printf "%s,%s" $own $origins) $own (not (empty $origins)) }}
{{- end }}
{{- end }}
{{- with $origins }}
- {name: CIM_WEB_ORIGINS, value: {{ . | quote }}}
{{- end }}
- {name: CIM_MANAGEMENT_ADDRESS, value: 0.0.0.0}
- {name: CIM_MANAGEMENT_PORT, value: "9000"}
{{- with .Values.tls }}
{{- if .existingSecret }}
- {name: CIM_TLS_CERTIFICATE, value: /run/cim/tls/tls.crt}
- {name: CIM_TLS_PRIVATE_KEY, value: /run/cim/tls/tls.key}
- {name: CIM_TLS_REQUIRED, value: {{ .required | quote }}}
- {name: CIM_TLS_PEERS, value: {{ .peers | quote }}}
{{- if .peers }}
- {name: CIM_TLS_TRUST, value: /run/cim/tls/ca.crt}
{{- end }}
{{- else if or .required .peers }}
{{- fail "tls.existingSecret: nothing (expected: the name of a Secret, because tls.required or tls.peers is true)" }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Takes the properties of a part. */}}
{{- define "cim.properties" -}}
{{- range $name, $value := . }}
{{- /* As JSON, because a million would be printed as 1e+06. */}}
- {{ printf "--%s=%s" $name (ternary $value (toJson $value) (kindIs "string" $value)) | quote }}
{{- end }}
{{- end -}}

{{- define "cim.mounts" -}}
- {name: secrets, mountPath: /run/cim/secrets, readOnly: true}
{{- if .Values.tls.existingSecret }}
- {name: tls, mountPath: /run/cim/tls, readOnly: true}
{{- end }}
# Java libraries unpack their native parts there.
- {name: tmp, mountPath: /tmp}
{{- end -}}

{{/* Takes a list: the root, and the keys of the Secret that a part may see. */}}
{{- define "cim.volumes" -}}
{{- $root := index . 0 -}}
- name: secrets
  secret:
    secretName: {{ include "cim.secret" $root }}
    defaultMode: 0440
    items:
      {{- range index . 1 }}
      - {key: {{ . }}, path: {{ . }}}
      {{- end }}
{{- with $root.Values.tls.existingSecret }}
- name: tls
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
- name: tmp
  emptyDir: {}
{{- end -}}

{{/* What a pod may: nothing. Its environment must not name Services, because CIM_SERVER_PORT, which a
     Service cim-server would set, is the name of a property. */}}
{{- define "cim.pod" -}}
enableServiceLinks: false
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "cim.container" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}

{{- define "cim.probes" -}}
{{- $scheme := ternary "HTTPS" "HTTP" .Values.tls.required -}}
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: management, scheme: {{ $scheme }}}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: management, scheme: {{ $scheme }}}
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: management, scheme: {{ $scheme }}}
  periodSeconds: 2
  failureThreshold: 2
{{- end -}}

{{/* Takes a list: the root, and the part. Pods of one part rather on several nodes. */}}
{{- define "cim.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "cim.selector" . | nindent 8 }}
{{- $values := index (index . 0).Values (index . 1) }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
