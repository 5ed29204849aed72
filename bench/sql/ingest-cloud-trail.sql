-- The bare engine reading the fields of a CloudTrail record from S3 objects, as fast as it can.
CREATE TABLE cloud_trail AS
SELECT unnest(record)
FROM (
  SELECT unnest("Records") AS record
  FROM read_json(
    $files,
    format = 'unstructured',
    compression = 'gzip',
    maximum_object_size = 16777216,
    columns = {
      'Records': 'STRUCT("eventTime" VARCHAR, "eventID" VARCHAR, "eventVersion" VARCHAR, "eventSource" VARCHAR, "eventType" VARCHAR, "eventName" VARCHAR, "eventCategory" VARCHAR, "awsRegion" VARCHAR, "sourceIPAddress" VARCHAR, "userAgent" VARCHAR, "errorCode" VARCHAR, "errorMessage" VARCHAR, "requestID" VARCHAR, "apiVersion" VARCHAR, "readOnly" VARCHAR, "managementEvent" VARCHAR, "recipientAccountId" VARCHAR, "sharedEventID" VARCHAR, "vpcEndpointId" VARCHAR, "vpcEndpointAccountId" VARCHAR, "sessionCredentialFromConsole" VARCHAR, "userIdentity" JSON, "requestParameters" JSON, "responseElements" JSON, "additionalEventData" JSON, "resources" JSON, "serviceEventDetails" JSON, "tlsDetails" JSON, "edgeDeviceDetails" JSON, "eventContext" JSON, "addendum" JSON)[]'
    }
  )
)
